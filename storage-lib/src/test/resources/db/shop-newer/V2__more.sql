ALTER TABLE things ADD COLUMN colour varchar(16);

UPDATE things SET colour = 'grey' WHERE colour IS NULL;

CREATE INDEX things_by_colour ON things (colour, thing_id);
