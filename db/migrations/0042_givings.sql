CREATE TABLE "giving" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"number" integer NOT NULL,
	"way" text NOT NULL,
	"asker" text NOT NULL,
	"proof" text NOT NULL,
	"approval" text NOT NULL,
	"state" text NOT NULL,
	"object_ids" uuid[] NOT NULL,
	"applicant" jsonb,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp(3) with time zone NOT NULL,
	"asked_on" date NOT NULL,
	"decided_by" uuid,
	"decided_on" date,
	"ground" text,
	"reason" text,
	"given_by" uuid,
	"given_on" date,
	CONSTRAINT "giving_way_known" CHECK ("giving"."way" in ('copy', 'reading')),
	CONSTRAINT "giving_asker_known" CHECK ("giving"."asker" in ('subject', 'agent')),
	CONSTRAINT "giving_proof_known" CHECK ("giving"."proof" in ('identity-card', 'social-security-card', 'passport', 'electronic')),
	CONSTRAINT "giving_approval_known" CHECK ("giving"."approval" in ('none', 'class', 'name-only')),
	CONSTRAINT "giving_state_known" CHECK ("giving"."state" in ('asked', 'approved', 'refused', 'given')),
	CONSTRAINT "giving_refused_says_why" CHECK (("giving"."state" = 'refused') = ("giving"."ground" is not null)),
	CONSTRAINT "giving_given_by_somebody" CHECK (("giving"."state" = 'given') = ("giving"."given_by" is not null)),
	CONSTRAINT "giving_two_persons" CHECK ("giving"."state" = 'refused' or "giving"."decided_by" <> "giving"."asked_by")
);
--> statement-breakpoint
ALTER TABLE "errand" DROP CONSTRAINT "errand_kind_known";--> statement-breakpoint
ALTER TABLE "giving" ADD CONSTRAINT "giving_subject_id_record_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "giving" ADD CONSTRAINT "giving_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "giving" ADD CONSTRAINT "giving_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "giving" ADD CONSTRAINT "giving_given_by_person_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "giving_number" ON "giving" USING btree ("year","number");--> statement-breakpoint
CREATE INDEX "giving_subject" ON "giving" USING btree ("subject_id");--> statement-breakpoint
ALTER TABLE "errand" ADD CONSTRAINT "errand_kind_known" CHECK ("errand"."kind" in ('box-forms', 'pdf-pages', 'certified-copy'));