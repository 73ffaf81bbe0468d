ALTER TABLE "job" DROP CONSTRAINT "job_kind_known";--> statement-breakpoint
ALTER TABLE "copy_patrol" ALTER COLUMN "locked_until" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "copy_patrol" ALTER COLUMN "checked_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "copy_patrol" ADD COLUMN "digested_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "copy_patrol_digested" ON "copy_patrol" USING btree ("digested_at");--> statement-breakpoint
CREATE INDEX "copy_patrol_fault" ON "copy_patrol" USING btree ("copy_id") WHERE "copy_patrol"."fault" is not null;--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_kind_known" CHECK ("job"."kind" in ('inspect', 'preserve', 'recognise-text', 'register', 'destroy', 'certify', 'secure-copies', 'check-fixity'));