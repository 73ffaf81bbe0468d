CREATE TABLE "archive_format_list" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"media_types" text[] NOT NULL,
	"moment" text NOT NULL,
	"basis" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_on" date NOT NULL,
	CONSTRAINT "archive_format_list_once" UNIQUE("number"),
	CONSTRAINT "archive_format_moment_known" CHECK ("archive_format_list"."moment" in ('filing', 'transfer')),
	CONSTRAINT "archive_format_list_not_empty" CHECK (cardinality("archive_format_list"."media_types") > 0)
);
--> statement-breakpoint
ALTER TABLE "archive_format_list" ADD CONSTRAINT "archive_format_list_set_by_person_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;