CREATE INDEX "giving_asked" ON "giving" USING btree ("id") WHERE "giving"."state" = 'asked';--> statement-breakpoint
CREATE INDEX "standing_hold_lift_proposed" ON "standing_hold" USING btree ("id") WHERE "standing_hold"."state" = 'lift-proposed';--> statement-breakpoint
CREATE INDEX "record_grade_proposed" ON "record" USING btree ("id") WHERE "record"."proposed_grade" is not null;--> statement-breakpoint
CREATE INDEX "record_rule_proposed" ON "record" USING btree ("id") WHERE "record"."own_rule_proposal" is not null;