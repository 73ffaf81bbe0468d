CREATE TABLE "checkpoint" (
	"number" integer PRIMARY KEY NOT NULL,
	"on_date" date NOT NULL,
	"tree_size" bigint NOT NULL,
	"root" "bytea" NOT NULL,
	"peaks" "bytea" NOT NULL,
	"through_position" bigint NOT NULL,
	"public_key" "bytea" NOT NULL,
	"note" text NOT NULL,
	"note_key" text NOT NULL,
	"note_version" text,
	"leaves_key" text NOT NULL,
	"leaves_version" text,
	"leaves_sha256" text NOT NULL,
	"made_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "checkpoint_digests_long" CHECK (length("checkpoint"."root") = 32 and length("checkpoint"."public_key") = 32)
);
--> statement-breakpoint
CREATE TABLE "verification_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"checked" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"events" integer DEFAULT 0 NOT NULL,
	"touched_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp(3) with time zone,
	"result" jsonb,
	CONSTRAINT "verification_run_state_known" CHECK ("verification_run"."state" in ('running', 'finished', 'stopped'))
);
--> statement-breakpoint
ALTER TABLE "digital_object" DROP CONSTRAINT "digital_object_role_known";--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_stream_kind_known";--> statement-breakpoint
ALTER TABLE "job" DROP CONSTRAINT "job_kind_known";--> statement-breakpoint
CREATE INDEX "checkpoint_on" ON "checkpoint" USING btree ("on_date","through_position");--> statement-breakpoint
CREATE UNIQUE INDEX "verification_run_one" ON "verification_run" USING btree ("state") WHERE "verification_run"."state" = 'running';--> statement-breakpoint
CREATE INDEX "verification_run_asked" ON "verification_run" USING btree ("asked_at");--> statement-breakpoint
ALTER TABLE "digital_object" ADD CONSTRAINT "digital_object_role_known" CHECK ("digital_object"."role" in ('content', 'thumbnail', 'certificate', 'register', 'dual-layer', 'form', 'package', 'bag-manifest', 'transfer-form'));--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_stream_kind_known" CHECK ("event"."stream_kind" in ('record', 'disposal-list', 'transfer-batch', 'site', 'person', 'schedule'));--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_kind_known" CHECK ("job"."kind" in ('inspect', 'preserve', 'recognise-text', 'register', 'destroy', 'certify', 'secure-copies', 'check-fixity', 'check-images', 'make-dual-layer', 'print-forms', 'package', 'check-package', 'deliver', 'discard-package', 'release-copies'));