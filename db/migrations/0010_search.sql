CREATE TABLE "search_due" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "search_due_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"record_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_entry" (
	"record_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"page" integer NOT NULL,
	"number" bigint NOT NULL,
	"grams" integer[] NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "search_entry_record_id_source_id_page_pk" PRIMARY KEY("record_id","source_id","page")
);
--> statement-breakpoint
CREATE INDEX "search_entry_grams" ON "search_entry" USING gin ("grams") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "search_entry_number" ON "search_entry" USING btree ("number" desc);