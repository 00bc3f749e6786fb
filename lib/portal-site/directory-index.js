// Runs at the edge (cloudfront-js-2.0) before the cache is asked: the portal's objects have names, its addresses end in a slash.
function handler(event) {
  var request = event.request;
  var uri = request.uri;
  var lastSegment = uri.slice(uri.lastIndexOf('/') + 1);
  if (lastSegment === '') {
    request.uri = uri + 'index.html';
    return request;
  }
  if (lastSegment.includes('.')) return request;
  return {
    statusCode: 301,
    statusDescription: 'Moved Permanently',
    headers: {
      // One slash in front only: two would send the reader to another host.
      location: { value: '/' + uri.replace(/^[/\\]+/, '') + '/' + queryOf(request.querystring) },
      'cache-control': { value: 'public, max-age=3600' },
    },
  };
}

function queryOf(querystring) {
  var pairs = [];
  Object.keys(querystring).forEach(function (name) {
    var given = querystring[name];
    (given.multiValue || [given]).forEach(function (each) {
      pairs.push(each.value === '' ? name : name + '=' + each.value);
    });
  });
  return pairs.length === 0 ? '' : '?' + pairs.join('&');
}
