CREATE TABLE "record_metadata" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"item_id" uuid,
	"values" jsonb,
	CONSTRAINT "record_metadata_id" CHECK ("record_metadata"."id" = coalesce("record_metadata"."item_id", "record_metadata"."subject_id"))
);
--> statement-breakpoint
CREATE TABLE "reference_table" (
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"loaded_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reference_table_key_version_pk" PRIMARY KEY("key","version")
);
--> statement-breakpoint
ALTER TABLE "record_metadata" ADD CONSTRAINT "record_metadata_subject_id_record_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_metadata" ADD CONSTRAINT "record_metadata_item_id_record_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."record_item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "record_metadata_subject" ON "record_metadata" USING btree ("subject_id");