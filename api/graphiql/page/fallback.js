// Goes over to the plain console where the browser could not fetch GraphiQL, or has to wait too long for it.
const patience = 8000; // milliseconds

function check() {
  if (!window.GraphiQL) location.replace('/graphiql/console' + location.search);
}

if (document.readyState === 'loading') {
  document.addEventListener('DOMContentLoaded', check);
  setTimeout(check, patience);
} else {
  check();
}
