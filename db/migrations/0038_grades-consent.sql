ALTER TABLE "record" ADD COLUMN "proposed_grade" text;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "grade_proposed_by" uuid;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "consent_authority" text;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "consent_number" text;--> statement-breakpoint
ALTER TABLE "schedule_version" ADD COLUMN "consent_on" date;