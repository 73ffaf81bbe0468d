ALTER TABLE "digital_object" DROP CONSTRAINT "digital_object_role_known";--> statement-breakpoint
ALTER TABLE "digital_object" ADD COLUMN "screen_grade" text;--> statement-breakpoint
ALTER TABLE "digital_object" ADD COLUMN "variant" jsonb;--> statement-breakpoint
ALTER TABLE "digital_object" ADD CONSTRAINT "digital_object_screen_known" CHECK ("digital_object"."screen_grade" in ('public', 'internal', 'restricted'));--> statement-breakpoint
ALTER TABLE "digital_object" ADD CONSTRAINT "digital_object_variant_says_why" CHECK (("digital_object"."role" = 'public-variant') = ("digital_object"."variant" is not null));--> statement-breakpoint
ALTER TABLE "digital_object" ADD CONSTRAINT "digital_object_role_known" CHECK ("digital_object"."role" in ('content', 'thumbnail', 'certificate', 'register', 'dual-layer', 'form', 'package', 'bag-manifest', 'transfer-form', 'public-variant'));