ALTER TABLE "errand" DROP CONSTRAINT "errand_kind_known";--> statement-breakpoint
ALTER TABLE "errand" ADD CONSTRAINT "errand_kind_known" CHECK ("errand"."kind" in ('box-forms', 'pdf-pages'));