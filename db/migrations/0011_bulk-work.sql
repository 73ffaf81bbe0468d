CREATE TABLE "bulk_job" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"state" text NOT NULL,
	"ordered_by" uuid NOT NULL,
	"ordered_at" timestamp(3) with time zone NOT NULL,
	"finished_at" timestamp(3) with time zone,
	"counts" jsonb,
	CONSTRAINT "bulk_job_state_known" CHECK ("bulk_job"."state" in ('running', 'paused', 'finished'))
);
--> statement-breakpoint
CREATE TABLE "bulk_verdict" (
	"job_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bulk_verdict_job_id_subject_id_pk" PRIMARY KEY("job_id","subject_id"),
	CONSTRAINT "bulk_verdict_known" CHECK ("bulk_verdict"."verdict" in ('same', 'later', 'earlier', 'conflict', 'cannot_evaluate', 'on-list', 'ended', 'same-version', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "bulk_job" ADD CONSTRAINT "bulk_job_subject_id_schedule_version_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."schedule_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_verdict" ADD CONSTRAINT "bulk_verdict_job_id_bulk_job_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."bulk_job"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bulk_job_one_at_a_time" ON "bulk_job" USING btree ("subject_id") WHERE "bulk_job"."state" <> 'finished';--> statement-breakpoint
CREATE INDEX "bulk_verdict_kind" ON "bulk_verdict" USING btree ("job_id","verdict","subject_id");--> statement-breakpoint
CREATE INDEX "record_schedule" ON "record" USING btree ("schedule_version_id","id") WHERE "record"."ended_on" is null and "record"."schedule_version_id" is not null;