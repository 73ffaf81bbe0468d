CREATE TABLE "calendar_year" (
	"id" uuid PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"source" text NOT NULL,
	"days" jsonb NOT NULL,
	"set_by" uuid NOT NULL,
	"set_on" date NOT NULL,
	CONSTRAINT "calendar_year_once" UNIQUE("year"),
	CONSTRAINT "calendar_year_in_range" CHECK ("calendar_year"."year" between 1949 and 2298)
);
--> statement-breakpoint
ALTER TABLE "working_day_exception" ADD COLUMN "confidence" text DEFAULT 'compared' NOT NULL;--> statement-breakpoint
ALTER TABLE "calendar_year" ADD CONSTRAINT "calendar_year_set_by_person_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;