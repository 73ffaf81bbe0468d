ALTER TABLE "schedule_row" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "schedule_row" ADD COLUMN "is_removed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "schedule_row" ADD COLUMN "confirmed_by" uuid;--> statement-breakpoint
ALTER TABLE "schedule_row" ADD COLUMN "confirmed_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "schedule_row" ADD COLUMN "confirm_note" text;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "stream_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "head_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "based_on_id" uuid;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "editors" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "drafted_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "reviewed_by" uuid;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "reviewed_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "approved_by" uuid;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "approved_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "activated_by" uuid;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "activated_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "superseded_on" date;--> statement-breakpoint
ALTER TABLE "site" ADD COLUMN "reference_epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "schedule_row" ADD CONSTRAINT "schedule_row_id" UNIQUE("id");--> statement-breakpoint
ALTER TABLE "schedule_version" ADD CONSTRAINT "schedule_three_persons" CHECK (coalesce("schedule_version"."reviewed_by" <> "schedule_version"."approved_by", true) and coalesce("schedule_version"."reviewed_by" <> all("schedule_version"."editors"), true)
        and coalesce("schedule_version"."approved_by" <> all("schedule_version"."editors"), true) and coalesce("schedule_version"."activated_by" <> all("schedule_version"."editors"), true));