CREATE TABLE "secret_stub" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sequence_id" uuid NOT NULL,
	"fonds_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"block" text NOT NULL,
	"class_code" text NOT NULL,
	"forming_unit_id" uuid NOT NULL,
	"grade" text NOT NULL,
	"secrecy_years" integer,
	"custody_code" text NOT NULL,
	"number" integer,
	"code" text,
	"entered_by" uuid NOT NULL,
	"entered_on" date NOT NULL,
	"ended_as" text,
	"end_reference" text,
	"ended_by" uuid,
	"ended_on" date,
	CONSTRAINT "secret_stub_grade_known" CHECK ("secret_stub"."grade" in ('confidential', 'secret', 'top-secret')),
	CONSTRAINT "secret_stub_end_known" CHECK ("secret_stub"."ended_as" is null or "secret_stub"."ended_as" in ('declassified', 'destroyed', 'transferred', 'mistaken')),
	CONSTRAINT "secret_stub_two_persons" CHECK ("secret_stub"."ended_by" is null or "secret_stub"."ended_by" <> "secret_stub"."entered_by"),
	CONSTRAINT "secret_stub_custody_is_code" CHECK ("secret_stub"."custody_code" ~ '^[A-Za-z0-9][A-Za-z0-9./·-]{1,39}$')
);
--> statement-breakpoint
ALTER TABLE "secret_stub" ADD CONSTRAINT "secret_stub_fonds_id_fonds_id_fk" FOREIGN KEY ("fonds_id") REFERENCES "public"."fonds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secret_stub" ADD CONSTRAINT "secret_stub_forming_unit_id_unit_id_fk" FOREIGN KEY ("forming_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secret_stub" ADD CONSTRAINT "secret_stub_entered_by_person_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secret_stub" ADD CONSTRAINT "secret_stub_ended_by_person_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "secret_stub_code_once" ON "secret_stub" USING btree ("code") WHERE "secret_stub"."code" is not null and coalesce("secret_stub"."ended_as" in ('destroyed', 'transferred'), true);--> statement-breakpoint
CREATE INDEX "secret_stub_history" ON "secret_stub" USING btree ("sequence_id");