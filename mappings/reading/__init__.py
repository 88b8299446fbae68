"""What readers share: TSV and SSSOM tables, issues, unread fields, floors, frequency notation."""
