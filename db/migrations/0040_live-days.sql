ALTER TABLE "unit" ADD COLUMN "live_from" date;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_live_since_it_exists" CHECK (coalesce("unit"."from_on" <= "unit"."live_from", true));--> statement-breakpoint
UPDATE "unit" SET "live_from" = "from_on";
