-- Takes a short exclusive lock on the ledger: its owner looks at it once, past its own row security, for what earlier requests lack.
ALTER TABLE "access_grant" ADD COLUMN "asked_on" date;--> statement-breakpoint
ALTER TABLE "access_grant" ADD COLUMN "grade" text;--> statement-breakpoint
ALTER TABLE "access_grant" ADD COLUMN "decider_groups" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "access_grant" ADD COLUMN "decided_seq" integer;--> statement-breakpoint
ALTER TABLE "access_grant" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "event" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "access_grant" g SET "asked_on" = (e."canonical"::jsonb->>'on')::date FROM "event" e WHERE e."type" = 'access.requested' AND (e."canonical"::jsonb->'data'->>'id')::uuid = g."id";--> statement-breakpoint
UPDATE "access_grant" g SET "decided_seq" = e."seq" FROM "event" e WHERE e."type" IN ('access.granted', 'access.refused') AND (e."canonical"::jsonb->'data'->>'id')::uuid = g."id";--> statement-breakpoint
ALTER TABLE "access_grant" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "event" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "access_grant" ALTER COLUMN "asked_on" SET NOT NULL;
