-- A gang's purchase that lost a member for good.
alter table purchase drop constraint purchase_state_check;
alter table purchase add constraint purchase_state_check check (state in ('asked', 'granted', 'denied', 'dissolved'));
