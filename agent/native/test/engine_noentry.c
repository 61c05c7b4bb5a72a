/* An engine without an entry point. */
int engine_without_entry;
