ALTER TABLE "api_key" ADD COLUMN "replaces_id" uuid;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "stated_seq" integer;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_replaces_id_api_key_id_fk" FOREIGN KEY ("replaces_id") REFERENCES "public"."api_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_replaced" ON "api_key" USING btree ("replaces_id");