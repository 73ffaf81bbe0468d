-- What each of the four roles may touch at all. Applied again by every `migrate`; idempotent.

grant usage on schema public to everfile_app, everfile_writer, everfile_auditor;
revoke create on schema public from public;
revoke all on all tables in schema public from everfile_app, everfile_writer, everfile_auditor;
grant select on all tables in schema public to everfile_app;
grant select on all tables in schema public to everfile_auditor;
revoke select on credential, session, api_key, event_private, former_password, authenticator, sign_in_challenge from everfile_auditor;

-- What the API and the worker may write beside the gate: nothing of a record.
grant insert, update, delete on session, upload, upload_session, upload_part, copy_patrol, store_probe to everfile_app;
-- A person's own desk: drafts, named filters, what they have read. Row security keeps each to its owner.
grant insert, update, delete on task_draft, saved_view, notice_mark, notice_read, desk_answer to everfile_app;
revoke select on task_draft, saved_view, notice_mark, notice_read, desk_answer from everfile_auditor;
-- What a person asked a machine to make, and that changes no record.
grant insert, update, delete on errand to everfile_app;
revoke select on errand from everfile_auditor;
grant insert on access_log to everfile_app;
-- What a reader said that a person's file is opened for; it goes with the session.
grant insert, update, delete on view_purpose to everfile_app;
revoke select on view_purpose from everfile_auditor;
grant update on credential, authenticator to everfile_app;
-- Of a key nothing but when it was last used: it is made, renewed and revoked through the gate.
grant update (last_used_at) on api_key to everfile_app;
grant insert, delete on sign_in_challenge to everfile_app;
-- A nudge says "look again" and changes nothing: the sweep inserts them as its caller.
grant insert, update, delete on outbox to everfile_app;
grant usage on sequence access_log_id_seq, outbox_id_seq to everfile_app;

-- What became of each record of a bulk work: its progress, and nothing of the record.
grant insert, update on bulk_verdict to everfile_app;

-- Signed heads of the log are added and never changed; a verification says how far it has come. Neither is of a record.
grant insert on checkpoint to everfile_app;
grant insert, update on verification_run to everfile_app;

-- The table of an import between its check and its records; and its files, which pass from the import to their records.
grant insert, update, delete on import_row to everfile_app;

-- What the gate writes, and nobody else.
grant select on all tables in schema public to everfile_writer;
grant insert, update on
  record, record_item, record_metadata, scan_pass, placement, disposal_list, disposal_list_item, disposal_opinion, task, job, hold, standing_hold, trigger,
  transfer_batch, transfer_batch_item, transfer_check, digital_object, object_copy, register_entry, code_counter, former_code, record_relation, giving to everfile_writer;
grant insert on event, event_private, command, outbox, object_text to everfile_writer;
grant update (salt, value) on event_private to everfile_writer;
grant update (hold_epoch) on fonds to everfile_writer;
grant update (taken_by) on upload to everfile_writer;
grant update (version, head_hash, clock_ahead, latest_on, clock_moved_at) on site to everfile_writer;
grant update (rights_version) on person to everfile_writer;
grant insert, update (ended_at) on deputy to everfile_writer;
grant insert, update on access_grant to everfile_writer;
-- Schedules as versions: their streams and rows, and the classes that follow an activation.
grant insert, update on schedule_version, schedule_row, record_class, bulk_job, import_batch to everfile_writer;
grant update (reference_epoch) on site to everfile_writer;
grant delete on task_draft, desk_answer to everfile_writer;
-- Administration, by gate_administer alone: the organisation, first passwords, and the end of a leaver's sessions and keys.
grant insert on site to everfile_writer;
-- Schemes, filings and cases, by gate_restructure alone.
grant insert, delete on working_day_exception to everfile_writer;
grant insert, update on calendar_year, archive_format_list, scheme, scheme_class, class_cadence, crosswalk, filing_statement, filing_alert, accountability_case, code_reservation, code_explanation, secret_stub to everfile_writer;
grant insert, update on unit, unit_name, fonds, fonds_succession, person, post, class_grant, post_hand_over, credential to everfile_writer;
grant delete on session to everfile_writer;
grant insert, update on identity to everfile_writer;
grant insert, delete on former_password, authenticator to everfile_writer;
grant insert, update on api_key to everfile_writer;
grant delete on object_text, upload, copy_patrol to everfile_writer;
grant usage on sequence outbox_id_seq, event_position_seq to everfile_writer;
