CREATE TABLE "copy_patrol" (
	"copy_id" uuid PRIMARY KEY NOT NULL,
	"locked_until" timestamp(3) with time zone NOT NULL,
	"checked_at" timestamp(3) with time zone NOT NULL,
	"fault" text
);
--> statement-breakpoint
CREATE TABLE "digital_object" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"role" text NOT NULL,
	"name" text,
	"position" integer NOT NULL,
	"media_type" text NOT NULL,
	"format_name" text,
	"puid" text,
	"size_bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"pages" integer,
	"findings" text[],
	"derived_from" uuid,
	"added_by" uuid NOT NULL,
	"added_at" timestamp(3) with time zone NOT NULL,
	"withdrawn_at" timestamp(3) with time zone,
	"destroyed_at" timestamp(3) with time zone,
	CONSTRAINT "digital_object_role_known" CHECK ("digital_object"."role" in ('content', 'thumbnail', 'certificate', 'register'))
);
--> statement-breakpoint
CREATE TABLE "object_copy" (
	"id" uuid PRIMARY KEY NOT NULL,
	"object_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"bucket" text NOT NULL,
	"key" text NOT NULL,
	"version_id" text,
	"state" text NOT NULL,
	"stored_at" timestamp(3) with time zone NOT NULL,
	"destroyed_at" timestamp(3) with time zone,
	"proof" text,
	CONSTRAINT "object_copy_state_known" CHECK ("object_copy"."state" in ('stored', 'destroyed')),
	CONSTRAINT "object_copy_proof" CHECK (("object_copy"."state" = 'destroyed') = ("object_copy"."proof" is not null))
);
--> statement-breakpoint
CREATE TABLE "object_text" (
	"object_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"page" integer NOT NULL,
	"text" text NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "object_text_object_id_page_pk" PRIMARY KEY("object_id","page")
);
--> statement-breakpoint
CREATE TABLE "upload" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"received_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"taken_by" uuid
);
--> statement-breakpoint
CREATE TABLE "disposal_list" (
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
	"place_step" text NOT NULL,
	"place_round" integer NOT NULL,
	"place_version" integer NOT NULL,
	"compiled_by" uuid NOT NULL,
	"compiled_at" timestamp(3) with time zone NOT NULL,
	"sealed_at" timestamp(3) with time zone,
	"sealed_hash" text,
	"register_hash" text,
	"filing_number" text,
	"filed_for_record_on" date,
	"approved_by" uuid,
	"approved_at" timestamp(3) with time zone,
	"cooling_until" date,
	"wake_on" date,
	"executor_id" uuid,
	"witness_archives_id" uuid,
	"witness_business_id" uuid,
	"execution_started_at" timestamp(3) with time zone,
	"execution_finished_at" timestamp(3) with time zone,
	"method" text,
	"destruction_place" text,
	"destroyed_on" date,
	"certificate_object_id" uuid,
	"abort_reason" text,
	"ended_on" date,
	"appointed_groups" text[] NOT NULL,
	CONSTRAINT "disposal_list_number_once" UNIQUE("number"),
	CONSTRAINT "disposal_list_grade_known" CHECK ("disposal_list"."grade" in ('public', 'internal', 'restricted')),
	CONSTRAINT "disposal_list_approver_distinct" CHECK ("disposal_list"."approved_by" is distinct from "disposal_list"."compiled_by"),
	CONSTRAINT "disposal_list_witnesses_distinct" CHECK ("disposal_list"."witness_archives_id" is null or "disposal_list"."witness_business_id" is null or "disposal_list"."witness_archives_id" <> "disposal_list"."witness_business_id"),
	CONSTRAINT "disposal_list_executor_distinct" CHECK ("disposal_list"."executor_id" is null or "disposal_list"."executor_id" not in ("disposal_list"."compiled_by", "disposal_list"."approved_by", "disposal_list"."witness_archives_id", "disposal_list"."witness_business_id")),
	CONSTRAINT "disposal_list_approved_in_order" CHECK ("disposal_list"."approved_by" is null or ("disposal_list"."register_hash" is not null and "disposal_list"."filed_for_record_on" is not null))
);
--> statement-breakpoint
CREATE TABLE "disposal_list_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"record_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"state" text NOT NULL,
	"leave_reason" text,
	"archival_code" text NOT NULL,
	"title" text NOT NULL,
	"class_code" text NOT NULL,
	"formed_on" date NOT NULL,
	"retention_ends_on" date NOT NULL,
	"pages" integer,
	"objects" integer NOT NULL,
	"digests" text[] NOT NULL,
	"destroyed_at" timestamp(3) with time zone,
	CONSTRAINT "disposal_list_item_position" UNIQUE("subject_id","position"),
	CONSTRAINT "disposal_list_item_record" UNIQUE("subject_id","record_id"),
	CONSTRAINT "disposal_list_item_state_known" CHECK ("disposal_list_item"."state" in ('listed', 'left', 'destroying', 'destroyed')),
	CONSTRAINT "disposal_list_item_left_why" CHECK (("disposal_list_item"."state" = 'left') = ("disposal_list_item"."leave_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "disposal_opinion" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"appraiser_kind" text NOT NULL,
	"verdicts" jsonb NOT NULL,
	"given_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "disposal_opinion_one_each" UNIQUE("subject_id","person_id"),
	CONSTRAINT "disposal_opinion_one_kind" UNIQUE("subject_id","appraiser_kind"),
	CONSTRAINT "disposal_opinion_kind_known" CHECK ("disposal_opinion"."appraiser_kind" in ('agency-head', 'business', 'archives', 'administration'))
);
--> statement-breakpoint
CREATE TABLE "register_entry" (
	"record_id" uuid PRIMARY KEY NOT NULL,
	"list_id" uuid NOT NULL,
	"archival_code" text NOT NULL,
	"title" text NOT NULL,
	"fonds_id" uuid NOT NULL,
	"class_code" text NOT NULL,
	"formed_on" date NOT NULL,
	"retention_ends_on" date NOT NULL,
	"pages" integer,
	"digests" text[] NOT NULL,
	"destroyed_at" timestamp(3) with time zone NOT NULL,
	"destroyed_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "access_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"on_date" date NOT NULL,
	"person_id" uuid,
	"action" text NOT NULL,
	"result" text NOT NULL,
	"subject_kind" text,
	"subject_id" uuid,
	"detail" text,
	"trace_id" text
);
--> statement-breakpoint
CREATE TABLE "command" (
	"principal_id" uuid NOT NULL,
	"key" text NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"body_hash" text NOT NULL,
	"answer" jsonb NOT NULL,
	"accepted_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "command_principal_id_key_pk" PRIMARY KEY("principal_id","key")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"stream_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"stream_kind" text NOT NULL,
	"type" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"canonical" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"position" bigserial NOT NULL,
	"transaction" bigint DEFAULT (pg_current_xact_id()::text)::bigint NOT NULL,
	CONSTRAINT "event_stream_id_seq_pk" PRIMARY KEY("stream_id","seq"),
	CONSTRAINT "event_stream_kind_known" CHECK ("event"."stream_kind" in ('record', 'disposal-list', 'site', 'person', 'schedule'))
);
--> statement-breakpoint
CREATE TABLE "event_private" (
	"stream_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"field" text NOT NULL,
	"salt" text,
	"value" text,
	CONSTRAINT "event_private_stream_id_seq_field_pk" PRIMARY KEY("stream_id","seq","field")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"trace_id" text,
	"queued_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store_probe" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cache_key" text NOT NULL,
	"passed" integer NOT NULL,
	"failed" integer NOT NULL,
	"report" jsonb NOT NULL,
	"probed_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "store_probe_once" UNIQUE("cache_key")
);
--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"last_used_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "credential" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"password_hash" text,
	"must_change" boolean DEFAULT false NOT NULL,
	"totp_secret" text,
	"totp_last_step" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "fonds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"agency_unit_id" uuid NOT NULL,
	"archives_unit_id" uuid NOT NULL,
	"bureau_unit_id" uuid NOT NULL,
	"hold_epoch" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "fonds_code_once" UNIQUE("code"),
	CONSTRAINT "fonds_code_form" CHECK ("fonds"."code" ~ '^[A-Z][0-9]{3}$')
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"login" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"clearance" text NOT NULL,
	"rights_version" integer DEFAULT 1 NOT NULL,
	"locale" text DEFAULT 'zh-CN' NOT NULL,
	CONSTRAINT "person_login_once" UNIQUE("login"),
	CONSTRAINT "person_kind_known" CHECK ("person"."kind" in ('person', 'service')),
	CONSTRAINT "person_state_known" CHECK ("person"."state" in ('active', 'passive')),
	CONSTRAINT "person_clearance_known" CHECK ("person"."clearance" in ('public', 'internal', 'restricted'))
);
--> statement-breakpoint
CREATE TABLE "post" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"role" text NOT NULL,
	"appraiser_kind" text,
	"gives_scope" boolean NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date,
	CONSTRAINT "post_role_known" CHECK ("post"."role" in ('business-clerk', 'unit-archivist', 'unit-head', 'archives-clerk', 'archives-head', 'scanner', 'quality-checker', 'binder', 'repository-keeper', 'executor', 'appraiser', 'main-head', 'witness', 'window-clerk', 'auditor', 'leader', 'system-admin', 'security-admin', 'audit-admin', 'integration', 'engine')),
	CONSTRAINT "post_appraiser_kind" CHECK (("post"."role" = 'appraiser') = ("post"."appraiser_kind" is not null))
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"parent_id" uuid,
	"path" uuid[] NOT NULL,
	"kind" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date,
	CONSTRAINT "unit_kind_known" CHECK ("unit"."kind" in ('bureau', 'agency', 'section', 'archives-office', 'information-centre'))
);
--> statement-breakpoint
CREATE TABLE "working_day_exception" (
	"on_date" date PRIMARY KEY NOT NULL,
	"is_workday" boolean NOT NULL,
	"name_zh" text NOT NULL,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "record" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"head_hash" text NOT NULL,
	"level" text NOT NULL,
	"carrier" text NOT NULL,
	"title" text NOT NULL,
	"class_code" text NOT NULL,
	"definition_id" uuid NOT NULL,
	"fonds_id" uuid NOT NULL,
	"forming_unit_id" uuid NOT NULL,
	"custody_unit_id" uuid,
	"grade" text NOT NULL,
	"opening_state" text,
	"formed_on" date NOT NULL,
	"triggered_on" date,
	"extended_years" integer,
	"archival_code" text,
	"schedule_version_id" uuid,
	"scan_policy" text,
	"retention_ends_on" date,
	"due_on" date,
	"transfer_due_on" date,
	"wake_on" date,
	"place_step" text NOT NULL,
	"place_round" integer NOT NULL,
	"place_version" integer NOT NULL,
	"pages" integer,
	"disposal_list_id" uuid,
	"active_holds" integer NOT NULL,
	"destruction_begun_at" timestamp(3) with time zone,
	"ended_on" date,
	"source_system" text,
	"source_reference" text,
	"created_by" uuid NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"subject_digest" text,
	"open_groups" text[] NOT NULL,
	CONSTRAINT "record_level_known" CHECK ("record"."level" in ('file', 'item')),
	CONSTRAINT "record_carrier_known" CHECK ("record"."carrier" in ('paper', 'electronic', 'both')),
	CONSTRAINT "record_grade_known" CHECK ("record"."grade" in ('public', 'internal', 'restricted')),
	CONSTRAINT "record_opening_known" CHECK ("record"."opening_state" in ('open', 'controlled')),
	CONSTRAINT "record_holds_counted" CHECK ("record"."active_holds" >= 0),
	CONSTRAINT "record_due_after_end" CHECK ("record"."due_on" is null or "record"."due_on" > "record"."retention_ends_on"),
	CONSTRAINT "record_destroyed_without_hold" CHECK ("record"."place_step" <> 'destroyed' or "record"."active_holds" = 0)
);
--> statement-breakpoint
CREATE TABLE "record_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"record_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"title" text NOT NULL,
	"formed_on" date,
	"pages" integer NOT NULL,
	"withdrawn_note" text,
	CONSTRAINT "record_item_pages" CHECK ("record_item"."pages" > 0)
);
--> statement-breakpoint
CREATE TABLE "code_counter" (
	"fonds_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"block" text NOT NULL,
	"next" integer NOT NULL,
	CONSTRAINT "code_counter_fonds_id_year_block_pk" PRIMARY KEY("fonds_id","year","block")
);
--> statement-breakpoint
CREATE TABLE "definition" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"loaded_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "definition_version_once" UNIQUE("key","version")
);
--> statement-breakpoint
CREATE TABLE "record_class" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text,
	"family" text NOT NULL,
	"code_parts" text[],
	"schedule_version_id" uuid NOT NULL,
	"is_active" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedule_row" (
	"schedule_version_id" uuid NOT NULL,
	"code" text NOT NULL,
	"rule" jsonb NOT NULL,
	"is_active" boolean NOT NULL,
	"confidence" text NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "schedule_row_schedule_version_id_code_pk" PRIMARY KEY("schedule_version_id","code")
);
--> statement-breakpoint
CREATE TABLE "schedule_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"schedule" text NOT NULL,
	"version" text NOT NULL,
	"state" text NOT NULL,
	"effective_on" date NOT NULL,
	"sha256" text NOT NULL,
	"loaded_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "schedule_version_once" UNIQUE("schedule","version"),
	CONSTRAINT "schedule_state_known" CHECK ("schedule_version"."state" in ('draft', 'reviewed', 'approved', 'active', 'superseded'))
);
--> statement-breakpoint
CREATE TABLE "site" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"head_hash" text DEFAULT '' NOT NULL,
	"mode" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"zone" text DEFAULT 'Asia/Shanghai' NOT NULL,
	"clock_ahead" interval DEFAULT interval '0' NOT NULL,
	"latest_on" date NOT NULL,
	"cooling_days" integer DEFAULT 7 NOT NULL,
	"backup_days" integer DEFAULT 35 NOT NULL,
	"clock_moved_at" timestamp(3) with time zone,
	CONSTRAINT "site_mode_known" CHECK ("site"."mode" in ('demo', 'test', 'production'))
);
--> statement-breakpoint
CREATE TABLE "hold" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"authority" text NOT NULL,
	"placed_by" uuid NOT NULL,
	"placed_at" timestamp(3) with time zone NOT NULL,
	"placed_on" date NOT NULL,
	"review_on" date NOT NULL,
	"lift_proposed_by" uuid,
	"lift_reason" text,
	"lifted_by" uuid,
	"lifted_at" timestamp(3) with time zone,
	CONSTRAINT "hold_lifted_by_two" CHECK ("hold"."state" <> 'lifted' or ("hold"."lifted_by" is not null and "hold"."lifted_by" <> "hold"."lift_proposed_by"))
);
--> statement-breakpoint
CREATE TABLE "job" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"step" text,
	"place_version" integer NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"error_code" text,
	"error_detail" text,
	"owner_group" text NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"finished_at" timestamp(3) with time zone,
	CONSTRAINT "job_state_known" CHECK ("job"."state" in ('running', 'incident', 'completed', 'cancelled')),
	CONSTRAINT "job_kind_known" CHECK ("job"."kind" in ('inspect', 'preserve', 'recognise-text', 'register', 'destroy', 'certify'))
);
--> statement-breakpoint
CREATE TABLE "task" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"step" text NOT NULL,
	"slot" text NOT NULL,
	"round" integer NOT NULL,
	"candidate_group" text NOT NULL,
	"escalation_group" text,
	"form" text NOT NULL,
	"state" text NOT NULL,
	"assignee_id" uuid,
	"due_on" date NOT NULL,
	"opened_at" timestamp(3) with time zone NOT NULL,
	"claimed_at" timestamp(3) with time zone,
	"completed_at" timestamp(3) with time zone,
	"completed_by" uuid,
	"outcome" text,
	"reminded_on" date,
	"escalations" integer NOT NULL,
	"look_on" date,
	CONSTRAINT "task_state_known" CHECK ("task"."state" in ('open', 'claimed', 'completed', 'cancelled')),
	CONSTRAINT "task_subject_known" CHECK ("task"."subject_kind" in ('record', 'disposal-list')),
	CONSTRAINT "task_claimed_by_someone" CHECK ("task"."state" <> 'claimed' or "task"."assignee_id" is not null),
	CONSTRAINT "task_completed_by_someone" CHECK (("task"."state" = 'completed') = ("task"."completed_by" is not null))
);
--> statement-breakpoint
CREATE TABLE "trigger" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"on_date" date NOT NULL,
	"evidence" text NOT NULL,
	"state" text NOT NULL,
	"entered_by" uuid NOT NULL,
	"entered_at" timestamp(3) with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp(3) with time zone,
	CONSTRAINT "trigger_kind_known" CHECK ("trigger"."kind" in ('death', 'case-closed', 'injury-decision', 'asset-written-off')),
	CONSTRAINT "trigger_two_persons" CHECK ("trigger"."state" = 'entered' or "trigger"."decided_by" <> "trigger"."entered_by")
);
--> statement-breakpoint
ALTER TABLE "copy_patrol" ADD CONSTRAINT "copy_patrol_copy_id_object_copy_id_fk" FOREIGN KEY ("copy_id") REFERENCES "public"."object_copy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "object_copy" ADD CONSTRAINT "object_copy_object_id_digital_object_id_fk" FOREIGN KEY ("object_id") REFERENCES "public"."digital_object"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disposal_list" ADD CONSTRAINT "disposal_list_definition_id_definition_id_fk" FOREIGN KEY ("definition_id") REFERENCES "public"."definition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disposal_list" ADD CONSTRAINT "disposal_list_fonds_id_fonds_id_fk" FOREIGN KEY ("fonds_id") REFERENCES "public"."fonds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disposal_list" ADD CONSTRAINT "disposal_list_forming_unit_id_unit_id_fk" FOREIGN KEY ("forming_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disposal_list" ADD CONSTRAINT "disposal_list_custody_unit_id_unit_id_fk" FOREIGN KEY ("custody_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disposal_list_item" ADD CONSTRAINT "disposal_list_item_subject_id_disposal_list_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."disposal_list"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disposal_opinion" ADD CONSTRAINT "disposal_opinion_subject_id_disposal_list_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."disposal_list"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fonds" ADD CONSTRAINT "fonds_agency_unit_id_unit_id_fk" FOREIGN KEY ("agency_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fonds" ADD CONSTRAINT "fonds_archives_unit_id_unit_id_fk" FOREIGN KEY ("archives_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fonds" ADD CONSTRAINT "fonds_bureau_unit_id_unit_id_fk" FOREIGN KEY ("bureau_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post" ADD CONSTRAINT "post_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post" ADD CONSTRAINT "post_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_parent_id_unit_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_definition_id_definition_id_fk" FOREIGN KEY ("definition_id") REFERENCES "public"."definition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_fonds_id_fonds_id_fk" FOREIGN KEY ("fonds_id") REFERENCES "public"."fonds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_forming_unit_id_unit_id_fk" FOREIGN KEY ("forming_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_custody_unit_id_unit_id_fk" FOREIGN KEY ("custody_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_schedule_version_id_schedule_version_id_fk" FOREIGN KEY ("schedule_version_id") REFERENCES "public"."schedule_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_item" ADD CONSTRAINT "record_item_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_class" ADD CONSTRAINT "record_class_schedule_version_id_schedule_version_id_fk" FOREIGN KEY ("schedule_version_id") REFERENCES "public"."schedule_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_row" ADD CONSTRAINT "schedule_row_schedule_version_id_schedule_version_id_fk" FOREIGN KEY ("schedule_version_id") REFERENCES "public"."schedule_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "copy_patrol_lapse" ON "copy_patrol" USING btree ("locked_until");--> statement-breakpoint
CREATE INDEX "digital_object_subject" ON "digital_object" USING btree ("subject_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "object_copy_key_once" ON "object_copy" USING btree ("bucket","key");--> statement-breakpoint
CREATE INDEX "object_copy_object" ON "object_copy" USING btree ("object_id");--> statement-breakpoint
CREATE INDEX "object_copy_subject" ON "object_copy" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "object_text_subject" ON "object_text" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "upload_untaken" ON "upload" USING btree ("received_at") WHERE "upload"."taken_by" is null;--> statement-breakpoint
CREATE INDEX "disposal_list_fonds" ON "disposal_list" USING btree ("fonds_id","id");--> statement-breakpoint
CREATE INDEX "disposal_list_wake" ON "disposal_list" USING btree ("wake_on","id") WHERE "disposal_list"."ended_on" is null and "disposal_list"."wake_on" is not null;--> statement-breakpoint
CREATE INDEX "disposal_list_item_of_record" ON "disposal_list_item" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "register_entry_list" ON "register_entry" USING btree ("list_id");--> statement-breakpoint
CREATE INDEX "register_entry_fonds" ON "register_entry" USING btree ("fonds_id","destroyed_on");--> statement-breakpoint
CREATE INDEX "access_log_subject" ON "access_log" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "access_log_person" ON "access_log" USING btree ("person_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "event_position" ON "event" USING btree ("position");--> statement-breakpoint
CREATE INDEX "outbox_subject" ON "outbox" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "api_key_person" ON "api_key" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "post_person" ON "post" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "post_unit" ON "post" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "session_expiry" ON "session" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "unit_parent" ON "unit" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "unit_path" ON "unit" USING gin ("path");--> statement-breakpoint
CREATE UNIQUE INDEX "record_archival_code_once" ON "record" USING btree ("archival_code") WHERE "record"."archival_code" is not null;--> statement-breakpoint
CREATE INDEX "record_forming" ON "record" USING btree ("forming_unit_id","id");--> statement-breakpoint
CREATE INDEX "record_custody" ON "record" USING btree ("custody_unit_id","id") WHERE "record"."custody_unit_id" is not null;--> statement-breakpoint
CREATE INDEX "record_wake" ON "record" USING btree ("wake_on","id") WHERE "record"."ended_on" is null and "record"."wake_on" is not null;--> statement-breakpoint
CREATE INDEX "record_due" ON "record" USING btree ("fonds_id","due_on","id") WHERE "record"."ended_on" is null and "record"."due_on" is not null;--> statement-breakpoint
CREATE INDEX "record_list" ON "record" USING btree ("disposal_list_id") WHERE "record"."disposal_list_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "record_item_position" ON "record_item" USING btree ("record_id","position");--> statement-breakpoint
CREATE INDEX "record_class_schedule" ON "record_class" USING btree ("schedule_version_id");--> statement-breakpoint
CREATE INDEX "hold_subject" ON "hold" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "hold_active" ON "hold" USING btree ("review_on","id") WHERE "hold"."state" <> 'lifted';--> statement-breakpoint
CREATE INDEX "job_subject" ON "job" USING btree ("subject_id","state");--> statement-breakpoint
CREATE INDEX "job_incident" ON "job" USING btree ("owner_group","started_at") WHERE "job"."state" = 'incident';--> statement-breakpoint
CREATE INDEX "task_subject" ON "task" USING btree ("subject_id","state");--> statement-breakpoint
CREATE INDEX "task_group_queue" ON "task" USING btree ("candidate_group","due_on","id") WHERE "task"."state" in ('open', 'claimed');--> statement-breakpoint
CREATE INDEX "task_mine" ON "task" USING btree ("assignee_id","due_on","id") WHERE "task"."state" = 'claimed';--> statement-breakpoint
CREATE INDEX "task_done" ON "task" USING btree ("completed_by","completed_at","id") WHERE "task"."state" = 'completed';--> statement-breakpoint
CREATE INDEX "task_look" ON "task" USING btree ("look_on","id") WHERE "task"."look_on" is not null and "task"."state" in ('open', 'claimed');--> statement-breakpoint
CREATE INDEX "trigger_subject" ON "trigger" USING btree ("subject_id");