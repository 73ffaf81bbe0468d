ALTER TABLE "import_batch" ADD COLUMN "families" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "import_row" ADD COLUMN "class_code" text;