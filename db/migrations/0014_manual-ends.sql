ALTER TABLE "bulk_verdict" DROP CONSTRAINT "bulk_verdict_known";--> statement-breakpoint
ALTER TABLE "job" DROP CONSTRAINT "job_kind_known";--> statement-breakpoint
ALTER TABLE "trigger" DROP CONSTRAINT "trigger_kind_known";--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "manual_ends_on" date;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "manual_set_by" uuid;--> statement-breakpoint
ALTER TABLE "bulk_verdict" ADD CONSTRAINT "bulk_verdict_known" CHECK ("bulk_verdict"."verdict" in ('same', 'later', 'earlier', 'by-hand-kept', 'by-hand-overtaken', 'conflict', 'cannot_evaluate', 'on-list', 'ended', 'same-version', 'failed'));--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_manual_end_has_author" CHECK (("record"."manual_ends_on" is null) = ("record"."manual_set_by" is null));--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_kind_known" CHECK ("job"."kind" in ('inspect', 'preserve', 'recognise-text', 'register', 'destroy', 'certify', 'secure-copies', 'check-fixity', 'check-images', 'make-dual-layer', 'print-forms', 'package', 'check-package', 'deliver', 'conclude-transfer', 'release-copies', 'settle-retention'));--> statement-breakpoint
ALTER TABLE "trigger" ADD CONSTRAINT "trigger_kind_known" CHECK ("trigger"."kind" in ('death', 'case-closed', 'injury-decision', 'asset-written-off', 'metadata-date', 'last-of-set', 'related-record'));