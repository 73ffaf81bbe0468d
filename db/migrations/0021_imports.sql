CREATE TABLE "import_batch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"head_hash" text NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"format" text NOT NULL,
	"file_name" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"file_sha256" text NOT NULL,
	"upload_id" uuid NOT NULL,
	"headers" text[] NOT NULL,
	"mapping" jsonb NOT NULL,
	"fonds_id" uuid NOT NULL,
	"forming_unit_id" uuid NOT NULL,
	"custody_unit_id" uuid NOT NULL,
	"grade" text NOT NULL,
	"class_code" text,
	"carrier" text NOT NULL,
	"dormancy" text NOT NULL,
	"brought_by" uuid NOT NULL,
	"brought_at" timestamp(3) with time zone NOT NULL,
	"brought_on" date NOT NULL,
	"operator" text,
	"row_count" integer,
	"good_rows" integer,
	"check_digest" text,
	"file_fault" text,
	"approved_by" uuid,
	"approved_at" timestamp(3) with time zone,
	"finished_at" timestamp(3) with time zone,
	"counts" jsonb,
	"withdrawn_by" uuid,
	"withdraw_reason" text,
	"ended_at" timestamp(3) with time zone,
	CONSTRAINT "import_state_known" CHECK ("import_batch"."state" in ('checking', 'unreadable', 'checked', 'discarded', 'running', 'paused', 'finished', 'withdrawing', 'withdrawn')),
	CONSTRAINT "import_grade_known" CHECK ("import_batch"."grade" in ('public', 'internal', 'restricted')),
	CONSTRAINT "import_second_person" CHECK ("import_batch"."operator" is not null or "import_batch"."approved_by" is null or "import_batch"."approved_by" <> "import_batch"."brought_by")
);
--> statement-breakpoint
CREATE TABLE "import_row" (
	"import_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"record_id" uuid NOT NULL,
	"row" jsonb,
	"faults" jsonb,
	"code" text,
	"reference" text,
	"verdict" text,
	CONSTRAINT "import_row_import_id_number_pk" PRIMARY KEY("import_id","number"),
	CONSTRAINT "import_verdict_known" CHECK ("import_row"."verdict" in ('imported', 'faulty', 'taken', 'failed', 'withdrawn', 'touched'))
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_stream_kind_known";--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "import_id" uuid;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "dormancy" text DEFAULT 'workflow' NOT NULL;--> statement-breakpoint
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_fonds_id_fonds_id_fk" FOREIGN KEY ("fonds_id") REFERENCES "public"."fonds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_forming_unit_id_unit_id_fk" FOREIGN KEY ("forming_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_custody_unit_id_unit_id_fk" FOREIGN KEY ("custody_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_import_id_import_batch_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."import_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_batch_newest" ON "import_batch" USING btree ("brought_at","id");--> statement-breakpoint
CREATE INDEX "import_row_code" ON "import_row" USING btree ("import_id","code");--> statement-breakpoint
CREATE INDEX "import_row_record" ON "import_row" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "import_row_faulty" ON "import_row" USING btree ("import_id","number") WHERE "import_row"."faults" is not null;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_import_id_import_batch_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."import_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "record_import" ON "record" USING btree ("import_id","id") WHERE "record"."import_id" is not null;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_stream_kind_known" CHECK ("event"."stream_kind" in ('record', 'disposal-list', 'transfer-batch', 'site', 'person', 'schedule', 'scheme', 'filing', 'accountability-case', 'import'));--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_dormancy_known" CHECK ("record"."dormancy" in ('workflow', 'sweep'));