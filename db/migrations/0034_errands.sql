CREATE TABLE "errand" (
	"id" uuid PRIMARY KEY NOT NULL,
	"asked_by" uuid NOT NULL,
	"kind" text NOT NULL,
	"asked" jsonb NOT NULL,
	"asked_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"touched_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"result" jsonb,
	"refusal" jsonb,
	CONSTRAINT "errand_kind_known" CHECK ("errand"."kind" in ('box-forms')),
	CONSTRAINT "errand_state_known" CHECK ("errand"."state" in ('waiting', 'working', 'done', 'refused')),
	CONSTRAINT "errand_done_has_result" CHECK (("errand"."state" = 'done') = ("errand"."result" is not null)),
	CONSTRAINT "errand_refused_says_why" CHECK (("errand"."state" = 'refused') = ("errand"."refusal" is not null))
);
--> statement-breakpoint
ALTER TABLE "errand" ADD CONSTRAINT "errand_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "errand_open" ON "errand" USING btree ("asked_at") WHERE "errand"."state" in ('waiting', 'working');--> statement-breakpoint
CREATE INDEX "errand_asked_by" ON "errand" USING btree ("asked_by");