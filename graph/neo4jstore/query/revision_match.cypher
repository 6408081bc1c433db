  CALL () { // when object
    MATCH (:Actor {id: $object})<-[:CHANGED]-(r:Revision) RETURN r // when object actor
    MATCH (:Issue {id: $object})<-[:CHANGED]-(r:Revision) RETURN r // when object issue
    MATCH (:Article {id: $object})<-[:CHANGED]-(r:Revision) RETURN r // when object article
    MATCH (:Statement {id: $object})<-[:CHANGED]-(r:Revision) RETURN r // when object statement
    UNION // when object !other
    MATCH (:Absent {id: $absent})<-[:CHANGED]-(r:Revision) RETURN r // when object
  } // when object
  WITH r // when object
  MATCH (:Actor {id: scope.holder})<-[:CHANGED]-(r:Revision) // when underActors
  MATCH (:Issue {id: scope.issue})<-[:CHANGED]-(r:Revision) // when underIssues
  MATCH (:Article {id: scope.article})<-[:CHANGED]-(r:Revision) // when underArticles
  MATCH (:Statement {id: scope.changed})<-[:CHANGED]-(r:Revision) // when underStatements
  MATCH (r:Revision) // when !object !scopeChanged
  USING INDEX r:Revision(when, id) // when !object !scopeChanged
  WHERE r.when IS NOT NULL AND r.id IS NOT NULL
    AND r.who IN $who // when who
    AND r.action IN $actions // when actions
