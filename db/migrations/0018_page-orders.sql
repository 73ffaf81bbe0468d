DROP INDEX "record_due";--> statement-breakpoint
DROP INDEX "record_transfer_due";--> statement-breakpoint
CREATE INDEX "record_of_class" ON "record" USING btree ("class_code","id");--> statement-breakpoint
CREATE INDEX "record_formed" ON "record" USING btree ("formed_on","id");--> statement-breakpoint
CREATE INDEX "record_falls_due" ON "record" USING btree (least("due_on", "transfer_due_on", "transfer_decided_on"),"id") WHERE "record"."ended_on" is null;--> statement-breakpoint
CREATE INDEX "record_held" ON "record" USING btree ("id") WHERE "record"."active_holds" > 0;--> statement-breakpoint
CREATE INDEX "record_listed" ON "record" USING btree ("id") WHERE "record"."ended_on" is null and "record"."disposal_list_id" is not null;--> statement-breakpoint
CREATE INDEX "record_ended" ON "record" USING btree ("id") WHERE "record"."ended_on" is not null;--> statement-breakpoint
CREATE INDEX "record_due" ON "record" USING btree ("due_on","id") WHERE "record"."ended_on" is null and "record"."due_on" is not null;--> statement-breakpoint
CREATE INDEX "record_transfer_due" ON "record" USING btree (least("transfer_decided_on", "transfer_due_on"),"id") WHERE "record"."ended_on" is null and "record"."transfer_batch_id" is null;