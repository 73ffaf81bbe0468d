CREATE TABLE "post_hand_over" (
	"id" uuid PRIMARY KEY NOT NULL,
	"post_id" uuid NOT NULL,
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"role" text NOT NULL,
	"note" text NOT NULL,
	"state" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp(3) with time zone NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp(3) with time zone,
	"accepted_at" timestamp(3) with time zone,
	"to_post_id" uuid,
	"register_hash" text,
	"register" jsonb,
	"sheet_key" text,
	"sheet_version_id" text,
	"sheet_sha256" text,
	"sheet_bytes" integer,
	CONSTRAINT "post_hand_over_state_known" CHECK ("post_hand_over"."state" in ('proposed', 'confirmed', 'done', 'withdrawn')),
	CONSTRAINT "post_hand_over_two_persons" CHECK ("post_hand_over"."from_id" <> "post_hand_over"."to_id" and ("post_hand_over"."state" not in ('confirmed', 'done') or ("post_hand_over"."confirmed_by" is not null and "post_hand_over"."confirmed_by" not in ("post_hand_over"."from_id", "post_hand_over"."to_id")))),
	CONSTRAINT "post_hand_over_done" CHECK (("post_hand_over"."state" = 'done') = ("post_hand_over"."register" is not null))
);
--> statement-breakpoint
ALTER TABLE "post_hand_over" ADD CONSTRAINT "post_hand_over_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_hand_over" ADD CONSTRAINT "post_hand_over_from_id_person_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_hand_over" ADD CONSTRAINT "post_hand_over_to_id_person_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_hand_over" ADD CONSTRAINT "post_hand_over_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "post_hand_over_open_once" ON "post_hand_over" USING btree ("post_id") WHERE "post_hand_over"."state" in ('proposed', 'confirmed');--> statement-breakpoint
CREATE INDEX "post_hand_over_unprinted" ON "post_hand_over" USING btree ("id") WHERE "post_hand_over"."state" = 'done' and "post_hand_over"."sheet_key" is null;