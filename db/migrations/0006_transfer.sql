CREATE TABLE "transfer_batch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"head_hash" text NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"definition_id" uuid NOT NULL,
	"fonds_id" uuid NOT NULL,
	"forming_unit_id" uuid NOT NULL,
	"custody_unit_id" uuid NOT NULL,
	"grade" text NOT NULL,
	"receiver" text NOT NULL,
	"place_step" text NOT NULL,
	"place_round" integer NOT NULL,
	"place_version" integer NOT NULL,
	"compiled_by" uuid NOT NULL,
	"compiled_at" timestamp(3) with time zone NOT NULL,
	"sealed_at" timestamp(3) with time zone,
	"sealed_hash" text,
	"package_object_id" uuid,
	"package_sha256" text,
	"package_bytes" bigint,
	"payload_files" integer,
	"payload_bytes" bigint,
	"packaged_hash" text,
	"packaged_at" timestamp(3) with time zone,
	"checked_at" timestamp(3) with time zone,
	"sent_by" uuid,
	"sent_at" timestamp(3) with time zone,
	"send_method" text,
	"destination" text,
	"delivered_to" text,
	"receipt_entered_by" uuid,
	"receipt_number" text,
	"receipt_on" date,
	"receipt_verdict" text,
	"receipt_reason" text,
	"received_at" timestamp(3) with time zone,
	"abort_reason" text,
	"wake_on" date,
	"ended_on" date,
	"appointed_groups" text[] NOT NULL,
	CONSTRAINT "transfer_batch_number_once" UNIQUE("number"),
	CONSTRAINT "transfer_batch_grade_known" CHECK ("transfer_batch"."grade" in ('public', 'internal', 'restricted')),
	CONSTRAINT "transfer_batch_receiver_known" CHECK ("transfer_batch"."receiver" in ('city-archive', 'general-archives', 'same-level-archive')),
	CONSTRAINT "transfer_batch_method_known" CHECK ("transfer_batch"."send_method" in ('download', 'folder', 'bucket')),
	CONSTRAINT "transfer_batch_verdict_known" CHECK ("transfer_batch"."receipt_verdict" in ('accepted', 'returned')),
	CONSTRAINT "transfer_batch_sent_checked" CHECK ("transfer_batch"."sent_at" is null or ("transfer_batch"."sealed_hash" is not null and "transfer_batch"."package_sha256" is not null)),
	CONSTRAINT "transfer_batch_received_sent" CHECK ("transfer_batch"."received_at" is null or "transfer_batch"."sent_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "transfer_batch_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"record_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"state" text NOT NULL,
	"leave_reason" text,
	"remark" text,
	"archival_code" text NOT NULL,
	"title" text NOT NULL,
	"class_code" text NOT NULL,
	"carrier" text NOT NULL,
	"grade" text NOT NULL,
	"forming_unit_id" uuid NOT NULL,
	"formed_on" date NOT NULL,
	"transfer_due_on" date,
	"period_years" integer,
	"opening_state" text,
	"pages" integer,
	"objects" integer NOT NULL,
	"size_bytes" bigint NOT NULL,
	"digests" text[] NOT NULL,
	CONSTRAINT "transfer_batch_item_position" UNIQUE("subject_id","position"),
	CONSTRAINT "transfer_batch_item_record" UNIQUE("subject_id","record_id"),
	CONSTRAINT "transfer_batch_item_state_known" CHECK ("transfer_batch_item"."state" in ('listed', 'left', 'transferred')),
	CONSTRAINT "transfer_batch_item_left_why" CHECK (("transfer_batch_item"."state" = 'left') = ("transfer_batch_item"."leave_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "transfer_check" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"package_sha256" text NOT NULL,
	"check_id" text NOT NULL,
	"nature" text NOT NULL,
	"verdict" text NOT NULL,
	"evidence" text NOT NULL,
	"checked_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "transfer_check_nature_known" CHECK ("transfer_check"."nature" in ('authenticity', 'integrity', 'usability', 'security')),
	CONSTRAINT "transfer_check_verdict_known" CHECK ("transfer_check"."verdict" in ('PASS', 'FAIL', 'MANUAL_REVIEW', 'NOT_APPLICABLE'))
);
--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "transfer_batch_id" uuid;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "transfer_decided_on" date;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "transferred_on" date;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "copy_kept_until" date;--> statement-breakpoint
ALTER TABLE "transfer_batch" ADD CONSTRAINT "transfer_batch_definition_id_definition_id_fk" FOREIGN KEY ("definition_id") REFERENCES "public"."definition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_batch" ADD CONSTRAINT "transfer_batch_fonds_id_fonds_id_fk" FOREIGN KEY ("fonds_id") REFERENCES "public"."fonds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_batch" ADD CONSTRAINT "transfer_batch_forming_unit_id_unit_id_fk" FOREIGN KEY ("forming_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_batch" ADD CONSTRAINT "transfer_batch_custody_unit_id_unit_id_fk" FOREIGN KEY ("custody_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_batch_item" ADD CONSTRAINT "transfer_batch_item_subject_id_transfer_batch_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."transfer_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_check" ADD CONSTRAINT "transfer_check_subject_id_transfer_batch_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."transfer_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "transfer_batch_fonds" ON "transfer_batch" USING btree ("fonds_id","id");--> statement-breakpoint
CREATE INDEX "transfer_batch_wake" ON "transfer_batch" USING btree ("wake_on","id") WHERE "transfer_batch"."ended_on" is null and "transfer_batch"."wake_on" is not null;--> statement-breakpoint
CREATE INDEX "transfer_batch_item_of_record" ON "transfer_batch_item" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "transfer_check_batch" ON "transfer_check" USING btree ("subject_id","check_id");--> statement-breakpoint
CREATE INDEX "record_transfer_due" ON "record" USING btree ("fonds_id","transfer_due_on","id") WHERE "record"."ended_on" is null and "record"."transfer_due_on" is not null;--> statement-breakpoint
CREATE INDEX "record_batch" ON "record" USING btree ("transfer_batch_id") WHERE "record"."transfer_batch_id" is not null;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_released_without_hold" CHECK ("record"."place_step" <> 'released' or ("record"."active_holds" = 0 and "record"."transferred_on" is not null));