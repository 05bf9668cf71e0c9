UPDATE settlement_lines SET standing = 'suspense' WHERE known = FALSE;
