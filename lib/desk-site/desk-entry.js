// Runs at the edge (cloudfront-js-2.0): the desk is one page that answers at every address below /desk/ without a file's name.
function handler(event) {
  var request = event.request;
  var lastSegment = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (!lastSegment.includes('.')) request.uri = '/desk/index.html';
  return request;
}
