ALTER TABLE "record" ADD COLUMN "vital" jsonb;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "vital_review_on" date;--> statement-breakpoint
CREATE INDEX "record_vital" ON "record" USING btree ("vital_review_on","id") WHERE "record"."vital_review_on" is not null;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_vital_has_review" CHECK (("record"."vital" is null) = ("record"."vital_review_on" is null));