CREATE TABLE "fonds_succession" (
	"id" uuid PRIMARY KEY NOT NULL,
	"fonds_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"opened_on" date NOT NULL,
	"settled_on" date,
	"settled_by" uuid,
	"way" text,
	"successor_unit_id" uuid,
	"authority" text,
	CONSTRAINT "fonds_succession_way_known" CHECK ("fonds_succession"."way" in ('continued', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "unit_name" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	CONSTRAINT "unit_name_dates_in_order" CHECK ("unit_name"."from_on" <= "unit_name"."to_on")
);
--> statement-breakpoint
ALTER TABLE "fonds" ADD COLUMN "frozen_since" date;--> statement-breakpoint
ALTER TABLE "fonds" ADD COLUMN "closed_on" date;--> statement-breakpoint
ALTER TABLE "unit" ADD COLUMN "ended_by" text;--> statement-breakpoint
ALTER TABLE "unit" ADD COLUMN "successor_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "unit" ADD COLUMN "heir_id" uuid;--> statement-breakpoint
ALTER TABLE "fonds_succession" ADD CONSTRAINT "fonds_succession_fonds_id_fonds_id_fk" FOREIGN KEY ("fonds_id") REFERENCES "public"."fonds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fonds_succession" ADD CONSTRAINT "fonds_succession_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fonds_succession" ADD CONSTRAINT "fonds_succession_settled_by_person_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fonds_succession" ADD CONSTRAINT "fonds_succession_successor_unit_id_unit_id_fk" FOREIGN KEY ("successor_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_name" ADD CONSTRAINT "unit_name_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "fonds_succession_fonds" ON "fonds_succession" USING btree ("fonds_id");--> statement-breakpoint
CREATE UNIQUE INDEX "fonds_succession_open_once" ON "fonds_succession" USING btree ("fonds_id") WHERE "fonds_succession"."settled_on" is null;--> statement-breakpoint
CREATE INDEX "unit_name_unit" ON "unit_name" USING btree ("unit_id");--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_heir_id_unit_id_fk" FOREIGN KEY ("heir_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "unit_heir" ON "unit" USING btree ("heir_id") WHERE "unit"."heir_id" is not null;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_dates_in_order" CHECK (coalesce("unit"."from_on" <= "unit"."to_on", true));--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_ended_how" CHECK (("unit"."to_on" is null) = ("unit"."ended_by" is null));--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_ending_known" CHECK ("unit"."ended_by" in ('closed', 'merged', 'split'));