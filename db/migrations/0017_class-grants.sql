CREATE TABLE "class_grant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"post_id" uuid NOT NULL,
	"family" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date,
	CONSTRAINT "class_grant_family_known" CHECK ("class_grant"."family" in ('business', 'documents', 'accounting', 'retiree-personnel', 'labour-inspection', 'arbitration', 'archives-own'))
);
--> statement-breakpoint
ALTER TABLE "disposal_list" ADD COLUMN "families" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "record" ADD COLUMN "family" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "transfer_batch" ADD COLUMN "families" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "class_grant" ADD CONSTRAINT "class_grant_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "class_grant_post" ON "class_grant" USING btree ("post_id");--> statement-breakpoint
RESET ROLE;--> statement-breakpoint
UPDATE "record" r SET "family" = c."family" FROM "record_class" c WHERE c."code" = r."class_code";--> statement-breakpoint
UPDATE "disposal_list" l SET "families" = q.families FROM (SELECT i."subject_id", array_agg(DISTINCT c."family") AS families FROM "disposal_list_item" i JOIN "record_class" c ON c."code" = i."class_code" GROUP BY 1) q WHERE q."subject_id" = l."id";--> statement-breakpoint
UPDATE "transfer_batch" l SET "families" = q.families FROM (SELECT i."subject_id", array_agg(DISTINCT c."family") AS families FROM "transfer_batch_item" i JOIN "record_class" c ON c."code" = i."class_code" GROUP BY 1) q WHERE q."subject_id" = l."id";--> statement-breakpoint
SET ROLE everfile_owner;
