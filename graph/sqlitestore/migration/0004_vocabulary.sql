-- Another number after every write of an actor or an issue.
CREATE TABLE vocabulary (stamp INTEGER NOT NULL);
INSERT INTO vocabulary VALUES (1);
