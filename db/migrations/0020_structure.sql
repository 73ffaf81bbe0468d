CREATE TABLE "accountability_case" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"alert_id" uuid NOT NULL,
	"calendar_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"class_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"due_on" date NOT NULL,
	"state" text NOT NULL,
	"head_id" uuid NOT NULL,
	"direct_id" uuid NOT NULL,
	"opened_by" uuid NOT NULL,
	"opened_on" date NOT NULL,
	"order_text" text,
	"order_due_on" date,
	"ordered_by" uuid,
	"ordered_on" date,
	"reply" text,
	"replied_by" uuid,
	"replied_on" date,
	"result" text,
	"closed_by" uuid,
	"closed_on" date,
	CONSTRAINT "accountability_case_number_once" UNIQUE("number"),
	CONSTRAINT "accountability_case_alert_once" UNIQUE("alert_id"),
	CONSTRAINT "accountability_case_state_known" CHECK ("accountability_case"."state" in ('opened', 'ordered', 'replied', 'closed')),
	CONSTRAINT "accountability_case_two_persons" CHECK ("accountability_case"."head_id" <> "accountability_case"."direct_id" and "accountability_case"."opened_by" not in ("accountability_case"."head_id", "accountability_case"."direct_id")
        and coalesce("accountability_case"."closed_by" not in ("accountability_case"."head_id", "accountability_case"."direct_id"), true))
);
--> statement-breakpoint
CREATE TABLE "class_cadence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scheme_id" uuid NOT NULL,
	"class_id" uuid NOT NULL,
	"cadence" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date,
	"term_days" integer,
	"set_on" date NOT NULL,
	CONSTRAINT "class_cadence_from_once" UNIQUE("class_id","from_on"),
	CONSTRAINT "class_cadence_known" CHECK ("class_cadence"."cadence" in ('day', 'ten-days', 'month', 'quarter', 'half-year', 'year')),
	CONSTRAINT "class_cadence_dates_in_order" CHECK (coalesce("class_cadence"."from_on" <= "class_cadence"."to_on", true))
);
--> statement-breakpoint
CREATE TABLE "crosswalk" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scheme_id" uuid NOT NULL,
	"from_class_id" uuid NOT NULL,
	"to_class_id" uuid NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "crosswalk_once" UNIQUE("from_class_id","to_class_id")
);
--> statement-breakpoint
CREATE TABLE "filing_alert" (
	"id" uuid PRIMARY KEY NOT NULL,
	"calendar_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"class_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"due_on" date NOT NULL,
	"raised_on" date NOT NULL,
	"closed_on" date,
	CONSTRAINT "filing_alert_once" UNIQUE("unit_id","class_id","from_on")
);
--> statement-breakpoint
CREATE TABLE "filing_statement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"calendar_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"class_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"due_on" date NOT NULL,
	"filed_on" date NOT NULL,
	"stated_by" uuid NOT NULL,
	"records" integer NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "filing_statement_once" UNIQUE("unit_id","class_id","from_on")
);
--> statement-breakpoint
CREATE TABLE "scheme" (
	"id" uuid PRIMARY KEY NOT NULL,
	"line" text NOT NULL,
	"version" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"state" text NOT NULL,
	"effective_on" date NOT NULL,
	"ends_on" date,
	"authority" text NOT NULL,
	"drafted_by" uuid NOT NULL,
	"drafted_on" date NOT NULL,
	"activated_by" uuid,
	"activated_on" date,
	CONSTRAINT "scheme_version_once" UNIQUE("line","version"),
	CONSTRAINT "scheme_state_known" CHECK ("scheme"."state" in ('draft', 'active')),
	CONSTRAINT "scheme_two_persons" CHECK (coalesce("scheme"."drafted_by" <> "scheme"."activated_by", true)),
	CONSTRAINT "scheme_dates_in_order" CHECK (coalesce("scheme"."effective_on" <= "scheme"."ends_on", true))
);
--> statement-breakpoint
CREATE TABLE "scheme_class" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scheme_id" uuid NOT NULL,
	"code" text NOT NULL,
	"parent_id" uuid,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"record_classes" text[] NOT NULL,
	"unit_ids" uuid[] NOT NULL,
	CONSTRAINT "scheme_class_code_once" UNIQUE("scheme_id","code"),
	CONSTRAINT "scheme_class_not_its_own_parent" CHECK (coalesce("scheme_class"."parent_id" <> "scheme_class"."id", true))
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_stream_kind_known";--> statement-breakpoint
ALTER TABLE "accountability_case" ADD CONSTRAINT "accountability_case_alert_id_filing_alert_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."filing_alert"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accountability_case" ADD CONSTRAINT "accountability_case_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accountability_case" ADD CONSTRAINT "accountability_case_class_id_scheme_class_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."scheme_class"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accountability_case" ADD CONSTRAINT "accountability_case_head_id_person_id_fk" FOREIGN KEY ("head_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accountability_case" ADD CONSTRAINT "accountability_case_direct_id_person_id_fk" FOREIGN KEY ("direct_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accountability_case" ADD CONSTRAINT "accountability_case_opened_by_person_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accountability_case" ADD CONSTRAINT "accountability_case_ordered_by_person_id_fk" FOREIGN KEY ("ordered_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accountability_case" ADD CONSTRAINT "accountability_case_replied_by_person_id_fk" FOREIGN KEY ("replied_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accountability_case" ADD CONSTRAINT "accountability_case_closed_by_person_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_cadence" ADD CONSTRAINT "class_cadence_scheme_id_scheme_id_fk" FOREIGN KEY ("scheme_id") REFERENCES "public"."scheme"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_cadence" ADD CONSTRAINT "class_cadence_class_id_scheme_class_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."scheme_class"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crosswalk" ADD CONSTRAINT "crosswalk_scheme_id_scheme_id_fk" FOREIGN KEY ("scheme_id") REFERENCES "public"."scheme"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crosswalk" ADD CONSTRAINT "crosswalk_from_class_id_scheme_class_id_fk" FOREIGN KEY ("from_class_id") REFERENCES "public"."scheme_class"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crosswalk" ADD CONSTRAINT "crosswalk_to_class_id_scheme_class_id_fk" FOREIGN KEY ("to_class_id") REFERENCES "public"."scheme_class"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_alert" ADD CONSTRAINT "filing_alert_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_alert" ADD CONSTRAINT "filing_alert_class_id_scheme_class_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."scheme_class"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_statement" ADD CONSTRAINT "filing_statement_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_statement" ADD CONSTRAINT "filing_statement_class_id_scheme_class_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."scheme_class"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_statement" ADD CONSTRAINT "filing_statement_stated_by_person_id_fk" FOREIGN KEY ("stated_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheme" ADD CONSTRAINT "scheme_drafted_by_person_id_fk" FOREIGN KEY ("drafted_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheme" ADD CONSTRAINT "scheme_activated_by_person_id_fk" FOREIGN KEY ("activated_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheme_class" ADD CONSTRAINT "scheme_class_scheme_id_scheme_id_fk" FOREIGN KEY ("scheme_id") REFERENCES "public"."scheme"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheme_class" ADD CONSTRAINT "scheme_class_parent_id_scheme_class_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."scheme_class"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accountability_case_unit" ON "accountability_case" USING btree ("unit_id","opened_on");--> statement-breakpoint
CREATE INDEX "accountability_case_head" ON "accountability_case" USING btree ("head_id");--> statement-breakpoint
CREATE INDEX "accountability_case_direct" ON "accountability_case" USING btree ("direct_id");--> statement-breakpoint
CREATE INDEX "class_cadence_scheme" ON "class_cadence" USING btree ("scheme_id");--> statement-breakpoint
CREATE INDEX "crosswalk_to" ON "crosswalk" USING btree ("to_class_id");--> statement-breakpoint
CREATE INDEX "crosswalk_scheme" ON "crosswalk" USING btree ("scheme_id");--> statement-breakpoint
CREATE INDEX "filing_alert_calendar" ON "filing_alert" USING btree ("calendar_id","to_on");--> statement-breakpoint
CREATE INDEX "filing_alert_open" ON "filing_alert" USING btree ("unit_id","raised_on") WHERE "filing_alert"."closed_on" is null;--> statement-breakpoint
CREATE INDEX "filing_statement_calendar" ON "filing_statement" USING btree ("calendar_id","to_on");--> statement-breakpoint
CREATE INDEX "scheme_class_holds" ON "scheme_class" USING gin ("record_classes");--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_stream_kind_known" CHECK ("event"."stream_kind" in ('record', 'disposal-list', 'transfer-batch', 'site', 'person', 'schedule', 'scheme', 'filing', 'accountability-case'));