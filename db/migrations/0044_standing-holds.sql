CREATE TABLE "standing_hold" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"head_hash" text NOT NULL,
	"scope_kind" text NOT NULL,
	"class_code" text,
	"family" text,
	"unit_id" uuid,
	"record_id" uuid,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"authority" text NOT NULL,
	"review_on" date NOT NULL,
	"placed_by" uuid NOT NULL,
	"placed_at" timestamp(3) with time zone NOT NULL,
	"placed_on" date NOT NULL,
	"work" text,
	"work_id" uuid NOT NULL,
	"covered_records" integer,
	"lift_proposed_by" uuid,
	"lift_reason" text,
	"lift_extent" text,
	"lifted_by" uuid,
	"lifted_at" timestamp(3) with time zone,
	CONSTRAINT "standing_hold_state_known" CHECK ("standing_hold"."state" in ('active', 'lift-proposed', 'lifted')),
	CONSTRAINT "standing_hold_scope" CHECK (case "standing_hold"."scope_kind" when 'class' then "standing_hold"."class_code" is not null and "standing_hold"."family" is not null and "standing_hold"."record_id" is null
        when 'file' then "standing_hold"."record_id" is not null and "standing_hold"."class_code" is null and "standing_hold"."unit_id" is null else false end),
	CONSTRAINT "standing_hold_work_known" CHECK ("standing_hold"."work" in ('covering', 'releasing')),
	CONSTRAINT "standing_hold_lifted_by_two" CHECK (("standing_hold"."state" <> 'lifted' and "standing_hold"."work" is distinct from 'releasing')
        or ("standing_hold"."lifted_by" is not null and "standing_hold"."lift_proposed_by" is not null and "standing_hold"."lifted_by" <> "standing_hold"."lift_proposed_by"))
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_stream_kind_known";--> statement-breakpoint
ALTER TABLE "hold" ADD COLUMN "standing_id" uuid;--> statement-breakpoint
ALTER TABLE "hold" ADD COLUMN "joining" text;--> statement-breakpoint
ALTER TABLE "standing_hold" ADD CONSTRAINT "standing_hold_class_code_record_class_code_fk" FOREIGN KEY ("class_code") REFERENCES "public"."record_class"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standing_hold" ADD CONSTRAINT "standing_hold_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standing_hold" ADD CONSTRAINT "standing_hold_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "standing_hold_review" ON "standing_hold" USING btree ("review_on","id");--> statement-breakpoint
CREATE INDEX "standing_hold_unit" ON "standing_hold" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "standing_hold_class" ON "standing_hold" USING btree ("class_code");--> statement-breakpoint
CREATE INDEX "standing_hold_record" ON "standing_hold" USING btree ("record_id");--> statement-breakpoint
CREATE UNIQUE INDEX "standing_hold_work" ON "standing_hold" USING btree ("work_id");--> statement-breakpoint
ALTER TABLE "hold" ADD CONSTRAINT "hold_standing_id_standing_hold_id_fk" FOREIGN KEY ("standing_id") REFERENCES "public"."standing_hold"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "hold_of_standing" ON "hold" USING btree ("standing_id","subject_id") WHERE "hold"."state" <> 'lifted';--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_stream_kind_known" CHECK ("event"."stream_kind" in ('record', 'disposal-list', 'transfer-batch', 'site', 'person', 'schedule', 'scheme', 'filing', 'accountability-case', 'import', 'code-sequence', 'standing-hold'));--> statement-breakpoint
ALTER TABLE "hold" ADD CONSTRAINT "hold_joining_known" CHECK ("hold"."joining" in ('present', 'later'));--> statement-breakpoint
ALTER TABLE "hold" ADD CONSTRAINT "hold_joined_by_standing" CHECK (("hold"."standing_id" is null) = ("hold"."joining" is null));