ALTER TABLE "record" ADD COLUMN "own_rule" jsonb;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "own_rule_proposal" jsonb;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_own_rule_two_persons" CHECK ("record"."own_rule" is null or "record"."own_rule"->>'proposedBy' is distinct from "record"."own_rule"->>'confirmedBy');