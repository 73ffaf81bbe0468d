ALTER TABLE "record" ADD COLUMN "is_shelved" boolean DEFAULT false NOT NULL;--> statement-breakpoint
RESET ROLE;--> statement-breakpoint
UPDATE "record" r SET "is_shelved" = true FROM "placement" p WHERE p."subject_id" = r."id" AND p."freed_at" IS NULL;--> statement-breakpoint
SET ROLE everfile_owner;--> statement-breakpoint
CREATE INDEX "record_unshelved" ON "record" USING btree ("id") WHERE not "record"."is_shelved" and "record"."carrier" <> 'electronic' and "record"."ended_on" is null;
