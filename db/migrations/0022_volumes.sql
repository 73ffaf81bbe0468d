ALTER TABLE "record" ADD COLUMN "volume" text;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "main_record_id" uuid;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "reopened_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "record_item" ADD COLUMN "class_code" text;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_main_record_id_record_id_fk" FOREIGN KEY ("main_record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "record_main" ON "record" USING btree ("main_record_id") WHERE "record"."main_record_id" is not null;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_side_has_main" CHECK (("record"."volume" is not distinct from 'side') = ("record"."main_record_id" is not null));--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_reopened_is_filed" CHECK ("record"."reopened_at" is null or "record"."archival_code" is not null);--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_reopened_on_no_list" CHECK ("record"."reopened_at" is null or ("record"."disposal_list_id" is null and "record"."transfer_batch_id" is null));