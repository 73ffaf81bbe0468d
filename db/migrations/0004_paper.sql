CREATE TABLE "location" (
	"id" uuid PRIMARY KEY NOT NULL,
	"parent_id" uuid,
	"kind" text NOT NULL,
	"barcode" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"capacity" integer,
	"position" integer NOT NULL,
	"unit_id" uuid NOT NULL,
	CONSTRAINT "location_kind_known" CHECK ("location"."kind" in ('room', 'rack', 'cell')),
	CONSTRAINT "location_cell_holds" CHECK (("location"."kind" = 'cell') = ("location"."capacity" is not null) and ("location"."capacity" is null or "location"."capacity" > 0)),
	CONSTRAINT "location_room_is_top" CHECK (("location"."kind" = 'room') = ("location"."parent_id" is null))
);
--> statement-breakpoint
CREATE TABLE "placement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"cell_id" uuid NOT NULL,
	"barcode" text NOT NULL,
	"slot" integer NOT NULL,
	"box_number" text,
	"placed_by" uuid NOT NULL,
	"placed_at" timestamp(3) with time zone NOT NULL,
	"placed_on" date NOT NULL,
	"freed_at" timestamp(3) with time zone,
	"freed_reason" text,
	CONSTRAINT "placement_slot" CHECK ("placement"."slot" > 0),
	CONSTRAINT "placement_freed" CHECK (("placement"."freed_at" is null) = ("placement"."freed_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "scan_pass" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"pages" integer NOT NULL,
	"as_original" jsonb NOT NULL,
	"scanned_by" uuid NOT NULL,
	"submitted_at" timestamp(3) with time zone NOT NULL,
	"outcome" text,
	"measured" jsonb NOT NULL,
	"missing" jsonb NOT NULL,
	"examined_at" timestamp(3) with time zone,
	"verdict" text,
	"faults" jsonb NOT NULL,
	"judged_by" uuid,
	"judged_at" timestamp(3) with time zone,
	CONSTRAINT "scan_pass_outcome_known" CHECK ("scan_pass"."outcome" in ('passed', 'faulty')),
	CONSTRAINT "scan_pass_verdict_known" CHECK ("scan_pass"."verdict" in ('accepted', 'returned')),
	CONSTRAINT "scan_pass_second_person" CHECK ("scan_pass"."judged_by" is null or "scan_pass"."judged_by" <> "scan_pass"."scanned_by")
);
--> statement-breakpoint
ALTER TABLE "digital_object" DROP CONSTRAINT "digital_object_role_known";--> statement-breakpoint
ALTER TABLE "post" DROP CONSTRAINT "post_role_known";--> statement-breakpoint
ALTER TABLE "record_item" DROP CONSTRAINT "record_item_pages";--> statement-breakpoint
ALTER TABLE "job" DROP CONSTRAINT "job_kind_known";--> statement-breakpoint
ALTER TABLE "task" DROP CONSTRAINT "task_subject_known";--> statement-breakpoint
DROP INDEX "record_item_position";--> statement-breakpoint
ALTER TABLE "record_item" ALTER COLUMN "title" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "record_item" ADD COLUMN "responsible" text;--> statement-breakpoint
ALTER TABLE "record_item" ADD COLUMN "document_no" text;--> statement-breakpoint
ALTER TABLE "record_item" ADD COLUMN "first_page" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "record_item" ADD COLUMN "last_page" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "location" ADD CONSTRAINT "location_parent_id_location_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "location" ADD CONSTRAINT "location_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_subject_id_record_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_cell_id_location_id_fk" FOREIGN KEY ("cell_id") REFERENCES "public"."location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan_pass" ADD CONSTRAINT "scan_pass_subject_id_record_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "location_barcode_once" ON "location" USING btree ("barcode");--> statement-breakpoint
CREATE INDEX "location_parent" ON "location" USING btree ("parent_id","position");--> statement-breakpoint
CREATE INDEX "location_unit" ON "location" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "placement_slot_once" ON "placement" USING btree ("cell_id","slot") WHERE "placement"."freed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "placement_record_once" ON "placement" USING btree ("subject_id") WHERE "placement"."freed_at" is null;--> statement-breakpoint
CREATE INDEX "placement_subject" ON "placement" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "scan_pass_subject" ON "scan_pass" USING btree ("subject_id","submitted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "record_item_position" ON "record_item" USING btree ("record_id","position") WHERE "record_item"."withdrawn_note" is null;--> statement-breakpoint
ALTER TABLE "digital_object" ADD CONSTRAINT "digital_object_role_known" CHECK ("digital_object"."role" in ('content', 'thumbnail', 'certificate', 'register', 'dual-layer', 'form'));--> statement-breakpoint
ALTER TABLE "post" ADD CONSTRAINT "post_role_known" CHECK ("post"."role" in ('business-clerk', 'unit-archivist', 'unit-head', 'archives-clerk', 'archives-head', 'scanner', 'quality-checker', 'binder', 'repository-keeper', 'executor', 'appraiser', 'main-head', 'witness', 'window-clerk', 'auditor', 'leader', 'system-admin', 'security-admin', 'audit-admin', 'integration', 'receiving-archive', 'engine'));--> statement-breakpoint
ALTER TABLE "record_item" ADD CONSTRAINT "record_item_pages" CHECK ("record_item"."pages" = "record_item"."last_page" - "record_item"."first_page" + 1 and "record_item"."pages" > 0);--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_kind_known" CHECK ("job"."kind" in ('inspect', 'preserve', 'recognise-text', 'register', 'destroy', 'certify', 'secure-copies', 'check-fixity', 'check-images', 'make-dual-layer', 'print-forms'));--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_subject_known" CHECK ("task"."subject_kind" in ('record', 'disposal-list', 'transfer-batch'));