CREATE TABLE "deputy" (
	"id" uuid PRIMARY KEY NOT NULL,
	"post_id" uuid NOT NULL,
	"principal_id" uuid NOT NULL,
	"deputy_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"ended_at" timestamp(3) with time zone,
	CONSTRAINT "deputy_is_another" CHECK ("deputy"."deputy_id" <> "deputy"."principal_id"),
	CONSTRAINT "deputy_dates" CHECK ("deputy"."to_on" >= "deputy"."from_on")
);
--> statement-breakpoint
CREATE TABLE "notice_mark" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice_read" (
	"person_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "notice_read_person_id_position_pk" PRIMARY KEY("person_id","position")
);
--> statement-breakpoint
CREATE TABLE "saved_view" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"screen" text NOT NULL,
	"name" text NOT NULL,
	"search" jsonb NOT NULL,
	"saved_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_view_name_once" UNIQUE("person_id","screen","name"),
	CONSTRAINT "saved_view_screen_known" CHECK ("saved_view"."screen" in ('worklist', 'records'))
);
--> statement-breakpoint
CREATE TABLE "task_draft" (
	"person_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"values" jsonb NOT NULL,
	"saved_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "task_draft_person_id_task_id_pk" PRIMARY KEY("person_id","task_id")
);
--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "delegated_by" uuid;--> statement-breakpoint
ALTER TABLE "deputy" ADD CONSTRAINT "deputy_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deputy" ADD CONSTRAINT "deputy_principal_id_person_id_fk" FOREIGN KEY ("principal_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deputy" ADD CONSTRAINT "deputy_deputy_id_person_id_fk" FOREIGN KEY ("deputy_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_mark" ADD CONSTRAINT "notice_mark_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_read" ADD CONSTRAINT "notice_read_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_draft" ADD CONSTRAINT "task_draft_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deputy_person" ON "deputy" USING btree ("deputy_id","from_on") WHERE "deputy"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "deputy_post" ON "deputy" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "deputy_principal" ON "deputy" USING btree ("principal_id");--> statement-breakpoint
CREATE INDEX "task_draft_task" ON "task_draft" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "task_draft_age" ON "task_draft" USING btree ("saved_at");--> statement-breakpoint
CREATE INDEX "event_given_to" ON "event" USING btree (("canonical"::jsonb->'data'->>'to'),"position") WHERE "event"."type" in ('task.delegated', 'task.reassigned', 'task.handed-back');--> statement-breakpoint
CREATE INDEX "event_comment" ON "event" USING btree ("position") WHERE "event"."type" = 'comment.added';--> statement-breakpoint
CREATE INDEX "task_delegated" ON "task" USING btree ("delegated_by","due_on","id") WHERE "task"."state" = 'claimed' and "task"."delegated_by" is not null;