ALTER TABLE "job" DROP CONSTRAINT "job_kind_known";--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "quarantine" text;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "cleared_digests" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "record_quarantined" ON "record" USING btree ("id") WHERE "record"."quarantine" is not null;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_quarantine_known" CHECK ("record"."quarantine" is null or "record"."quarantine" in ('found', 'declared'));--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_kind_known" CHECK ("job"."kind" in ('inspect', 'preserve', 'recognise-text', 'register', 'destroy', 'certify', 'secure-copies', 'check-fixity', 'check-images', 'make-dual-layer', 'print-forms', 'package', 'check-package', 'deliver', 'conclude-transfer', 'release-copies', 'settle-retention', 'remove-secret'));