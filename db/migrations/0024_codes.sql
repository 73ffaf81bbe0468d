CREATE TABLE "code_explanation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sequence_id" uuid NOT NULL,
	"fonds_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"block" text NOT NULL,
	"number" integer NOT NULL,
	"reason" text NOT NULL,
	"explained_on" date NOT NULL,
	"explained_by" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "code_reservation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sequence_id" uuid NOT NULL,
	"fonds_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"block" text NOT NULL,
	"first_number" integer NOT NULL,
	"last_number" integer NOT NULL,
	"purpose" text NOT NULL,
	"holder_unit_id" uuid NOT NULL,
	"reserved_on" date NOT NULL,
	"reserved_by" uuid NOT NULL,
	"released_on" date,
	"released_by" uuid,
	"release_reason" text,
	"used_numbers" integer[] NOT NULL,
	CONSTRAINT "code_reservation_span" CHECK ("code_reservation"."first_number" >= 1 and "code_reservation"."last_number" >= "code_reservation"."first_number")
);
--> statement-breakpoint
CREATE TABLE "former_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"code" text NOT NULL,
	"replaced_by" text NOT NULL,
	"reason" text NOT NULL,
	"renumbered_on" date NOT NULL,
	"renumbered_by" uuid NOT NULL,
	CONSTRAINT "former_code_other" CHECK ("former_code"."code" <> "former_code"."replaced_by")
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_stream_kind_known";--> statement-breakpoint
ALTER TABLE "code_counter" ADD COLUMN "epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "code_explanation" ADD CONSTRAINT "code_explanation_fonds_id_fonds_id_fk" FOREIGN KEY ("fonds_id") REFERENCES "public"."fonds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_explanation" ADD CONSTRAINT "code_explanation_explained_by_person_id_fk" FOREIGN KEY ("explained_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_reservation" ADD CONSTRAINT "code_reservation_fonds_id_fonds_id_fk" FOREIGN KEY ("fonds_id") REFERENCES "public"."fonds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_reservation" ADD CONSTRAINT "code_reservation_holder_unit_id_unit_id_fk" FOREIGN KEY ("holder_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_reservation" ADD CONSTRAINT "code_reservation_reserved_by_person_id_fk" FOREIGN KEY ("reserved_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_reservation" ADD CONSTRAINT "code_reservation_released_by_person_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_code" ADD CONSTRAINT "former_code_subject_id_record_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_code" ADD CONSTRAINT "former_code_renumbered_by_person_id_fk" FOREIGN KEY ("renumbered_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "code_explanation_sequence" ON "code_explanation" USING btree ("fonds_id","year","block","number");--> statement-breakpoint
CREATE INDEX "code_explanation_history" ON "code_explanation" USING btree ("sequence_id");--> statement-breakpoint
CREATE INDEX "code_reservation_sequence" ON "code_reservation" USING btree ("fonds_id","year","block");--> statement-breakpoint
CREATE INDEX "code_reservation_history" ON "code_reservation" USING btree ("sequence_id");--> statement-breakpoint
CREATE UNIQUE INDEX "former_code_once" ON "former_code" USING btree ("code");--> statement-breakpoint
CREATE INDEX "former_code_subject" ON "former_code" USING btree ("subject_id");--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_stream_kind_known" CHECK ("event"."stream_kind" in ('record', 'disposal-list', 'transfer-batch', 'site', 'person', 'schedule', 'scheme', 'filing', 'accountability-case', 'import', 'code-sequence'));