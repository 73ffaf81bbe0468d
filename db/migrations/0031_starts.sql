ALTER TABLE "record" ADD COLUMN "starts" jsonb;--> statement-breakpoint
ALTER TABLE "trigger" ADD COLUMN "of_what" text;