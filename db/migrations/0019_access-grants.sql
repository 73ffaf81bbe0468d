CREATE TABLE "access_grant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"record_id" uuid,
	"code" text NOT NULL,
	"days" integer NOT NULL,
	"purpose" text NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamp(3) with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp(3) with time zone,
	"reason" text,
	"from_on" date,
	"to_on" date,
	CONSTRAINT "access_grant_state_known" CHECK ("access_grant"."state" in ('asked', 'granted', 'refused', 'ended')),
	CONSTRAINT "access_grant_two_persons" CHECK ("access_grant"."decided_by" is null or "access_grant"."decided_by" <> "access_grant"."person_id"),
	CONSTRAINT "access_grant_dated" CHECK (("access_grant"."state" in ('granted', 'ended')) = ("access_grant"."to_on" is not null))
);
--> statement-breakpoint
ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_grant_person" ON "access_grant" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "access_grant_record" ON "access_grant" USING btree ("record_id");