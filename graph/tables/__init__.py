"""What people take away as tables: Parquet and CSV, KGX for property graphs, SSSOM for mappings."""
