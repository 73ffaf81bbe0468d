CREATE TABLE "record_relation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"type" text NOT NULL,
	"other_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"related_on" date NOT NULL,
	"related_by" uuid NOT NULL,
	"withdrawn_on" date,
	"withdrawn_by" uuid,
	"withdraw_reason" text,
	CONSTRAINT "record_relation_type_known" CHECK ("record_relation"."type" in ('refers-to', 'replaces', 'continues', 'part-of')),
	CONSTRAINT "record_relation_two_records" CHECK ("record_relation"."subject_id" <> "record_relation"."other_id")
);
--> statement-breakpoint
ALTER TABLE "access_grant" ADD COLUMN "unit_id" uuid;--> statement-breakpoint
ALTER TABLE "access_grant" ADD COLUMN "class_code" text;--> statement-breakpoint
ALTER TABLE "access_grant" ADD COLUMN "from_year" integer;--> statement-breakpoint
ALTER TABLE "access_grant" ADD COLUMN "to_year" integer;--> statement-breakpoint
ALTER TABLE "record_relation" ADD CONSTRAINT "record_relation_subject_id_record_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_relation" ADD CONSTRAINT "record_relation_other_id_record_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_relation" ADD CONSTRAINT "record_relation_related_by_person_id_fk" FOREIGN KEY ("related_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_relation" ADD CONSTRAINT "record_relation_withdrawn_by_person_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "record_relation_once" ON "record_relation" USING btree ("subject_id","other_id","type") WHERE "record_relation"."withdrawn_on" is null;--> statement-breakpoint
CREATE INDEX "record_relation_other" ON "record_relation" USING btree ("other_id");--> statement-breakpoint
ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_grant_unit" ON "access_grant" USING btree ("unit_id");--> statement-breakpoint
ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_class_of_unit" CHECK (("access_grant"."unit_id" is null) = ("access_grant"."class_code" is null) and ("access_grant"."unit_id" is null or "access_grant"."record_id" is null));--> statement-breakpoint
ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_years" CHECK (("access_grant"."from_year" is null and "access_grant"."to_year" is null) or ("access_grant"."unit_id" is not null and coalesce("access_grant"."from_year" <= "access_grant"."to_year", false)));