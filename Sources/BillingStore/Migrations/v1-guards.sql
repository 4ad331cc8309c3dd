-- Append-only tables refuse UPDATE and DELETE, and an INSERT that would replace a row by any of their unique keys. (An
-- aborting trigger before UPDATE or DELETE is not asked by INSERT OR REPLACE, unless a connection has recursive_triggers on.)

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER usage_batch_no_update BEFORE UPDATE ON usage_batch BEGIN SELECT RAISE(ABORT, 'usage_batch is append-only'); END;
CREATE TRIGGER usage_batch_no_delete BEFORE DELETE ON usage_batch BEGIN SELECT RAISE(ABORT, 'usage_batch is append-only'); END;
CREATE TRIGGER usage_batch_no_replace BEFORE INSERT ON usage_batch WHEN EXISTS (SELECT 1 FROM usage_batch WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'usage_batch is append-only'); END;
CREATE TRIGGER usage_price_no_update BEFORE UPDATE ON usage_price BEGIN SELECT RAISE(ABORT, 'usage_price is append-only'); END;
CREATE TRIGGER usage_price_no_delete BEFORE DELETE ON usage_price BEGIN SELECT RAISE(ABORT, 'usage_price is append-only'); END;
CREATE TRIGGER usage_price_no_replace BEFORE INSERT ON usage_price WHEN EXISTS (SELECT 1 FROM usage_price WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM usage_price WHERE plan = NEW.plan AND item = NEW.item AND service_type = NEW.service_type AND prefix = NEW.prefix AND destination = NEW.destination AND band = NEW.band AND jurisdiction = NEW.jurisdiction)
BEGIN SELECT RAISE(ABORT, 'usage_price is append-only'); END;
CREATE TRIGGER usage_no_update BEFORE UPDATE ON usage BEGIN SELECT RAISE(ABORT, 'usage is append-only'); END;
CREATE TRIGGER usage_no_delete BEFORE DELETE ON usage BEGIN SELECT RAISE(ABORT, 'usage is append-only'); END;
CREATE TRIGGER usage_run_no_update BEFORE UPDATE ON usage_run BEGIN SELECT RAISE(ABORT, 'usage_run is append-only'); END;
CREATE TRIGGER usage_run_no_delete BEFORE DELETE ON usage_run BEGIN SELECT RAISE(ABORT, 'usage_run is append-only'); END;
CREATE TRIGGER usage_run_no_replace BEFORE INSERT ON usage_run WHEN EXISTS (SELECT 1 FROM usage_run WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'usage_run is append-only'); END;
CREATE TRIGGER usage_seal_no_update BEFORE UPDATE ON usage_seal BEGIN SELECT RAISE(ABORT, 'usage_seal is append-only'); END;
CREATE TRIGGER usage_seal_no_delete BEFORE DELETE ON usage_seal BEGIN SELECT RAISE(ABORT, 'usage_seal is append-only'); END;
CREATE TRIGGER usage_seal_no_replace BEFORE INSERT ON usage_seal WHEN EXISTS (SELECT 1 FROM usage_seal WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'usage_seal is append-only'); END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_line_no_update BEFORE UPDATE ON journal_line BEGIN SELECT RAISE(ABORT, 'journal_line is append-only'); END;
CREATE TRIGGER journal_line_no_delete BEFORE DELETE ON journal_line BEGIN SELECT RAISE(ABORT, 'journal_line is append-only'); END;
CREATE TRIGGER journal_line_no_replace BEFORE INSERT ON journal_line WHEN EXISTS (SELECT 1 FROM journal_line WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'journal_line is append-only'); END;
CREATE TRIGGER ledger_account_no_update BEFORE UPDATE ON ledger_account BEGIN SELECT RAISE(ABORT, 'ledger_account is append-only'); END;
CREATE TRIGGER ledger_account_no_delete BEFORE DELETE ON ledger_account BEGIN SELECT RAISE(ABORT, 'ledger_account is append-only'); END;
CREATE TRIGGER ledger_account_no_replace BEFORE INSERT ON ledger_account WHEN EXISTS (SELECT 1 FROM ledger_account WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM ledger_account WHERE code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'ledger_account is append-only'); END;
CREATE TRIGGER one_off_no_update BEFORE UPDATE ON one_off BEGIN SELECT RAISE(ABORT, 'one_off is append-only'); END;
CREATE TRIGGER one_off_no_delete BEFORE DELETE ON one_off BEGIN SELECT RAISE(ABORT, 'one_off is append-only'); END;
CREATE TRIGGER one_off_no_replace BEFORE INSERT ON one_off WHEN EXISTS (SELECT 1 FROM one_off WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM one_off WHERE reference = NEW.reference)
  OR EXISTS (SELECT 1 FROM one_off WHERE entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'one_off is append-only'); END;
CREATE TRIGGER invoice_no_update BEFORE UPDATE ON invoice BEGIN SELECT RAISE(ABORT, 'invoice is append-only'); END;
CREATE TRIGGER invoice_no_delete BEFORE DELETE ON invoice BEGIN SELECT RAISE(ABORT, 'invoice is append-only'); END;
CREATE TRIGGER invoice_no_replace BEFORE INSERT ON invoice WHEN EXISTS (SELECT 1 FROM invoice WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM invoice WHERE series = NEW.series AND number = NEW.number)
  OR EXISTS (SELECT 1 FROM invoice WHERE entry = NEW.entry)
  OR EXISTS (SELECT 1 FROM invoice WHERE NEW.kind = 'invoice' AND kind = 'invoice' AND account = NEW.account AND period_to = NEW.period_to)
BEGIN SELECT RAISE(ABORT, 'invoice is append-only'); END;
CREATE TRIGGER invoice_line_no_update BEFORE UPDATE ON invoice_line BEGIN SELECT RAISE(ABORT, 'invoice_line is append-only'); END;
CREATE TRIGGER invoice_line_no_delete BEFORE DELETE ON invoice_line BEGIN SELECT RAISE(ABORT, 'invoice_line is append-only'); END;
CREATE TRIGGER invoice_line_no_replace BEFORE INSERT ON invoice_line WHEN EXISTS (SELECT 1 FROM invoice_line WHERE invoice = NEW.invoice AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'invoice_line is append-only'); END;
CREATE TRIGGER invoice_run_no_update BEFORE UPDATE ON invoice_run BEGIN SELECT RAISE(ABORT, 'invoice_run is append-only'); END;
CREATE TRIGGER invoice_run_no_delete BEFORE DELETE ON invoice_run BEGIN SELECT RAISE(ABORT, 'invoice_run is append-only'); END;
CREATE TRIGGER invoice_run_no_replace BEFORE INSERT ON invoice_run WHEN EXISTS (SELECT 1 FROM invoice_run WHERE run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'invoice_run is append-only'); END;
CREATE TRIGGER invoice_one_off_no_update BEFORE UPDATE ON invoice_one_off BEGIN SELECT RAISE(ABORT, 'invoice_one_off is append-only'); END;
CREATE TRIGGER invoice_one_off_no_delete BEFORE DELETE ON invoice_one_off BEGIN SELECT RAISE(ABORT, 'invoice_one_off is append-only'); END;
CREATE TRIGGER invoice_one_off_no_replace BEFORE INSERT ON invoice_one_off WHEN EXISTS (SELECT 1 FROM invoice_one_off WHERE one_off = NEW.one_off)
BEGIN SELECT RAISE(ABORT, 'invoice_one_off is append-only'); END;
CREATE TRIGGER invoice_entry_no_update BEFORE UPDATE ON invoice_entry BEGIN SELECT RAISE(ABORT, 'invoice_entry is append-only'); END;
CREATE TRIGGER invoice_entry_no_delete BEFORE DELETE ON invoice_entry BEGIN SELECT RAISE(ABORT, 'invoice_entry is append-only'); END;
CREATE TRIGGER invoice_entry_no_replace BEFORE INSERT ON invoice_entry WHEN EXISTS (SELECT 1 FROM invoice_entry WHERE entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'invoice_entry is append-only'); END;
CREATE TRIGGER invoice_discount_no_update BEFORE UPDATE ON invoice_discount BEGIN SELECT RAISE(ABORT, 'invoice_discount is append-only'); END;
CREATE TRIGGER invoice_discount_no_delete BEFORE DELETE ON invoice_discount BEGIN SELECT RAISE(ABORT, 'invoice_discount is append-only'); END;
CREATE TRIGGER invoice_discount_no_replace BEFORE INSERT ON invoice_discount WHEN EXISTS (SELECT 1 FROM invoice_discount WHERE discount = NEW.discount AND invoice = NEW.invoice)
BEGIN SELECT RAISE(ABORT, 'invoice_discount is append-only'); END;
CREATE TRIGGER credit_note_line_no_update BEFORE UPDATE ON credit_note_line BEGIN SELECT RAISE(ABORT, 'credit_note_line is append-only'); END;
CREATE TRIGGER credit_note_line_no_delete BEFORE DELETE ON credit_note_line BEGIN SELECT RAISE(ABORT, 'credit_note_line is append-only'); END;
CREATE TRIGGER credit_note_line_no_replace BEFORE INSERT ON credit_note_line WHEN EXISTS (SELECT 1 FROM credit_note_line WHERE invoice = NEW.invoice AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'credit_note_line is append-only'); END;
CREATE TRIGGER charge_period_no_update BEFORE UPDATE ON charge_period BEGIN SELECT RAISE(ABORT, 'charge_period is append-only'); END;
CREATE TRIGGER charge_period_no_delete BEFORE DELETE ON charge_period BEGIN SELECT RAISE(ABORT, 'charge_period is append-only'); END;
CREATE TRIGGER charge_period_no_replace BEFORE INSERT ON charge_period WHEN EXISTS (SELECT 1 FROM charge_period WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'charge_period is append-only'); END;
CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment BEGIN SELECT RAISE(ABORT, 'payment is append-only'); END;
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'payment is append-only'); END;
CREATE TRIGGER payment_no_replace BEFORE INSERT ON payment WHEN EXISTS (SELECT 1 FROM payment WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM payment WHERE reference = NEW.reference)
  OR EXISTS (SELECT 1 FROM payment WHERE entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'payment is append-only'); END;
CREATE TRIGGER reversal_no_update BEFORE UPDATE ON reversal BEGIN SELECT RAISE(ABORT, 'reversal is append-only'); END;
CREATE TRIGGER reversal_no_delete BEFORE DELETE ON reversal BEGIN SELECT RAISE(ABORT, 'reversal is append-only'); END;
CREATE TRIGGER reversal_no_replace BEFORE INSERT ON reversal WHEN EXISTS (SELECT 1 FROM reversal WHERE payment = NEW.payment AND reverses = NEW.reverses)
BEGIN SELECT RAISE(ABORT, 'reversal is append-only'); END;
CREATE TRIGGER allocation_no_update BEFORE UPDATE ON allocation BEGIN SELECT RAISE(ABORT, 'allocation is append-only'); END;
CREATE TRIGGER allocation_no_delete BEFORE DELETE ON allocation BEGIN SELECT RAISE(ABORT, 'allocation is append-only'); END;
CREATE TRIGGER allocation_no_replace BEFORE INSERT ON allocation WHEN EXISTS (SELECT 1 FROM allocation WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM allocation WHERE entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'allocation is append-only'); END;
CREATE TRIGGER outbox_no_update BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'outbox is append-only'); END;
CREATE TRIGGER outbox_no_delete BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'outbox is append-only'); END;
CREATE TRIGGER outbox_no_replace BEFORE INSERT ON outbox WHEN EXISTS (SELECT 1 FROM outbox WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'outbox is append-only'); END;
CREATE TRIGGER service_status_no_update BEFORE UPDATE ON service_status BEGIN SELECT RAISE(ABORT, 'service_status is append-only'); END;
CREATE TRIGGER service_status_no_delete BEFORE DELETE ON service_status BEGIN SELECT RAISE(ABORT, 'service_status is append-only'); END;
CREATE TRIGGER service_status_no_replace BEFORE INSERT ON service_status WHEN EXISTS (SELECT 1 FROM service_status WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'service_status is append-only'); END;
CREATE TRIGGER row_seal_no_update BEFORE UPDATE ON row_seal BEGIN SELECT RAISE(ABORT, 'row_seal is append-only'); END;
CREATE TRIGGER row_seal_no_delete BEFORE DELETE ON row_seal BEGIN SELECT RAISE(ABORT, 'row_seal is append-only'); END;
CREATE TRIGGER row_seal_no_replace BEFORE INSERT ON row_seal WHEN EXISTS (SELECT 1 FROM row_seal WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'row_seal is append-only'); END;

-- Of a reject only its state moves, and away from open only.
CREATE TRIGGER reject_no_delete BEFORE DELETE ON reject BEGIN SELECT RAISE(ABORT, 'reject is append-only'); END;
CREATE TRIGGER reject_no_replace BEFORE INSERT ON reject WHEN EXISTS (SELECT 1 FROM reject WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'reject is append-only'); END;
CREATE TRIGGER reject_state_only BEFORE UPDATE OF id, batch, reason, field, source, line, byte_offset, message, format, time_zone, header, record, record_hash
ON reject BEGIN SELECT RAISE(ABORT, 'of a reject only the state can change'); END;
CREATE TRIGGER reject_settled_once BEFORE UPDATE OF state ON reject WHEN OLD.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'this reject is settled already'); END;

-- A plan's content stays; it can only be taken out of use.
CREATE TRIGGER plan_no_delete BEFORE DELETE ON plan BEGIN SELECT RAISE(ABORT, 'plan is append-only'); END;
CREATE TRIGGER plan_no_replace BEFORE INSERT ON plan WHEN EXISTS (SELECT 1 FROM plan WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM plan WHERE name = NEW.name AND valid_from = NEW.valid_from AND digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'plan is append-only'); END;
CREATE TRIGGER plan_content_stays BEFORE UPDATE OF id, name, valid_from, digest, content ON plan
BEGIN SELECT RAISE(ABORT, 'plan is append-only'); END;

-- Usage comes in by batches alone, which are sealed; what brings them in takes this guard away inside its transaction.
CREATE TRIGGER usage_no_insert BEFORE INSERT ON usage
BEGIN SELECT RAISE(ABORT, 'usage comes in by tollbook ingest alone'); END;

-- What leaves for an archive stays known until the archive is brought back, which happens once.
CREATE TRIGGER usage_archive_no_delete BEFORE DELETE ON usage_archive BEGIN SELECT RAISE(ABORT, 'usage_archive is append-only'); END;
CREATE TRIGGER usage_archive_no_replace BEFORE INSERT ON usage_archive WHEN EXISTS (SELECT 1 FROM usage_archive WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'usage_archive is append-only'); END;
CREATE TRIGGER usage_archive_stays BEFORE UPDATE OF id, month, file, content_hash, usage_count, records_hash, archived_at ON usage_archive
BEGIN SELECT RAISE(ABORT, 'usage_archive is append-only'); END;
CREATE TRIGGER usage_archive_restored_once BEFORE UPDATE OF restored_at ON usage_archive WHEN OLD.restored_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this archive is restored already'); END;
CREATE TRIGGER archived_run_no_update BEFORE UPDATE ON archived_run BEGIN SELECT RAISE(ABORT, 'archived_run is append-only'); END;
CREATE TRIGGER archived_run_no_delete BEFORE DELETE ON archived_run
WHEN EXISTS (SELECT 1 FROM usage_archive WHERE id = OLD.archive AND restored_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'archived_run is append-only'); END;
CREATE TRIGGER archived_run_no_replace BEFORE INSERT ON archived_run WHEN EXISTS (SELECT 1 FROM archived_run WHERE run = NEW.run)
BEGIN SELECT RAISE(ABORT, 'archived_run is append-only'); END;
CREATE TRIGGER archived_record_no_update BEFORE UPDATE ON archived_record BEGIN SELECT RAISE(ABORT, 'archived_record is append-only'); END;
CREATE TRIGGER archived_record_no_delete BEFORE DELETE ON archived_record
WHEN EXISTS (SELECT 1 FROM usage_archive WHERE id = OLD.archive AND restored_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'archived_record is append-only'); END;
CREATE TRIGGER archived_record_no_replace BEFORE INSERT ON archived_record WHEN EXISTS (SELECT 1 FROM archived_record WHERE record_id = NEW.record_id)
BEGIN SELECT RAISE(ABORT, 'archived_record is append-only'); END;
