CREATE TABLE "view_purpose" (
	"session_id" text NOT NULL,
	"record_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"said_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "view_purpose_session_id_record_id_pk" PRIMARY KEY("session_id","record_id")
);
--> statement-breakpoint
ALTER TABLE "access_log" ADD COLUMN "purpose" text;