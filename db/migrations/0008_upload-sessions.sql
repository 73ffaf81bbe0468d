CREATE TABLE "upload_part" (
	"session_id" uuid NOT NULL,
	"offset_bytes" bigint NOT NULL,
	"size_bytes" bigint NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "upload_part_session_id_offset_bytes_pk" PRIMARY KEY("session_id","offset_bytes")
);
--> statement-breakpoint
CREATE TABLE "upload_session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"begun_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "upload_session_size" CHECK ("upload_session"."size_bytes" > 0)
);
--> statement-breakpoint
ALTER TABLE "upload_part" ADD CONSTRAINT "upload_part_session_id_upload_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."upload_session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "upload_session_begun" ON "upload_session" USING btree ("begun_at");