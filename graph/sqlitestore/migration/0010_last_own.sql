-- When an actor last spoke for itself tells where it stands, so an edge has that date beside the one of all its statements.
ALTER TABLE stance_edges ADD COLUMN last_own TEXT NOT NULL DEFAULT '';
UPDATE stance_edges SET last_own = coalesce((SELECT max(held_on) FROM statements s WHERE s.issue = stance_edges.issue AND s.stance = stance_edges.stance
  AND s.holder = stance_edges.actor AND s.status IN ('suggested', 'accepted') AND s.reported_by = '[]'), '');
